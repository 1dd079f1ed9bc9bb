import type { z } from 'zod';
import { addAttachment } from './attachment/add-attachment.ts';
import { removeAttachment } from './attachment/remove-attachment.ts';
import type { ParsedCommand } from './command.ts';
import { addComment } from './comment/add-comment.ts';
import { deleteComment } from './comment/delete-comment.ts';
import { editComment } from './comment/edit-comment.ts';
import { createWorkspace } from './create-workspace.ts';
import { importIssue } from './import/import-issue.ts';
import { addBugDetails } from './issue/add-bug-details.ts';
import { assignIssue } from './issue/assign-issue.ts';
import { autoAssignIssue } from './issue/auto-assign-issue.ts';
import { createIssue } from './issue/create-issue.ts';
import { deleteIssue } from './issue/delete-issue.ts';
import { editBugDetails } from './issue/edit-bug-details.ts';
import { editIssue } from './issue/edit-issue.ts';
import { removeBugDetails } from './issue/remove-bug-details.ts';
import { tagIssue } from './issue/tag-issue.ts';
import { transitionIssue } from './issue/transition-issue.ts';
import { unassignIssue } from './issue/unassign-issue.ts';
import { untagIssue } from './issue/untag-issue.ts';
import { unwatchIssue } from './issue/unwatch-issue.ts';
import { watchIssue } from './issue/watch-issue.ts';
import { readAllNotifications } from './notification/read-all-notifications.ts';
import { readNotification } from './notification/read-notification.ts';
import { archiveProject } from './project/archive-project.ts';
import { createProject } from './project/create-project.ts';
import { editProject } from './project/edit-project.ts';
import { setMembers } from './project/set-members.ts';
import { unarchiveProject } from './project/unarchive-project.ts';
import { rejection } from './rejection.ts';
import { relateIssue } from './relation/relate-issue.ts';
import { unrelateIssue } from './relation/unrelate-issue.ts';
import { createRule } from './rule/create-rule.ts';
import { deleteRule } from './rule/delete-rule.ts';
import { editRule } from './rule/edit-rule.ts';
import { createSeverity } from './severity/create-severity.ts';
import { deleteSeverity } from './severity/delete-severity.ts';
import { editSeverity } from './severity/edit-severity.ts';
import { createTag } from './tag/create-tag.ts';
import { deleteTag } from './tag/delete-tag.ts';
import { editTag } from './tag/edit-tag.ts';
import { blockUser } from './user/block-user.ts';
import { createUser } from './user/create-user.ts';
import { editUser } from './user/edit-user.ts';
import { registerUser } from './user/register-user.ts';
import { setPassword } from './user/set-password.ts';
import { unblockUser } from './user/unblock-user.ts';
import { createView } from './view/create-view.ts';
import { deleteView } from './view/delete-view.ts';
import { editView } from './view/edit-view.ts';
import { createWorkflow } from './workflow/create-workflow.ts';
import { deleteWorkflow } from './workflow/delete-workflow.ts';
import { editWorkflow } from './workflow/edit-workflow.ts';

export type { ParsedCommand } from './command.ts';

/** Every command there is, by name. */
export const COMMANDS = {
  'workspace.create': createWorkspace,
  'user.create': createUser,
  'user.register': registerUser,
  'user.edit': editUser,
  'user.set-password': setPassword,
  'user.block': blockUser,
  'user.unblock': unblockUser,
  'project.create': createProject,
  'project.edit': editProject,
  'project.set-members': setMembers,
  'project.archive': archiveProject,
  'project.unarchive': unarchiveProject,
  'severity.create': createSeverity,
  'severity.edit': editSeverity,
  'severity.delete': deleteSeverity,
  'tag.create': createTag,
  'tag.edit': editTag,
  'tag.delete': deleteTag,
  'workflow.create': createWorkflow,
  'workflow.edit': editWorkflow,
  'workflow.delete': deleteWorkflow,
  'rule.create': createRule,
  'rule.edit': editRule,
  'rule.delete': deleteRule,
  'view.create': createView,
  'view.edit': editView,
  'view.delete': deleteView,
  'notification.read': readNotification,
  'notification.read-all': readAllNotifications,
  'issue.create': createIssue,
  'issue.edit': editIssue,
  'issue.transition': transitionIssue,
  'issue.assign': assignIssue,
  'issue.unassign': unassignIssue,
  'issue.auto-assign': autoAssignIssue,
  'issue.tag': tagIssue,
  'issue.untag': untagIssue,
  'issue.watch': watchIssue,
  'issue.unwatch': unwatchIssue,
  'issue.relate': relateIssue,
  'issue.unrelate': unrelateIssue,
  'issue.delete': deleteIssue,
  'issue.import': importIssue,
  'bug.add': addBugDetails,
  'bug.edit': editBugDetails,
  'bug.remove': removeBugDetails,
  'comment.add': addComment,
  'comment.edit': editComment,
  'comment.delete': deleteComment,
  'attachment.add': addAttachment,
  'attachment.remove': removeAttachment,
} as const;

export type CommandName = keyof typeof COMMANDS;
/** What a caller writes: fields with defaults may be left out. */
export type CommandArgs<N extends CommandName> = z.input<(typeof COMMANDS)[N]['schema']>;
/** What `decide` reads. */
export type ParsedArgs<N extends CommandName> = z.output<(typeof COMMANDS)[N]['schema']>;

export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name);
}

/** The door of every command: an unknown name or arguments that do not parse are VALIDATION. */
export function parseCommand(name: string, args: unknown): ParsedCommand {
  if (isCommandName(name)) return COMMANDS[name].parse(args);
  const message = `There is no command “${name}”. Check its spelling.`;
  return { ok: false, rejection: rejection('VALIDATION', message, { field: 'name' }) };
}
