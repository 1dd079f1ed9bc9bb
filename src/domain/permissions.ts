import type { UserId } from './ids.ts';
import type { Issue } from './issue/issue.ts';
import type { Notification } from './notification/notification.ts';
import type { Project } from './project/project.ts';
import { ROLES, type Role, type User } from './user/user.ts';
import type { View } from './view/view.ts';
import { isNamed, type NamedWord, onlySentence } from './workflow/allow.ts';
import type { AllowWord, Workflow, WorkflowAction } from './workflow/workflow.ts';

export type Permission = { readonly ok: true } | { readonly ok: false; readonly reason: string };

interface OnProject {
  readonly project: Project;
}
interface OnIssue extends OnProject {
  readonly issue: Issue;
}
interface UnderWorkflow {
  /** The workflow that the project follows: its own, or the workspace's default. */
  readonly workflow: Workflow;
}
interface Authored {
  /** Who wrote the thing; null for what came with the workspace. */
  readonly author: UserId | null;
}

/** What each action is done to. */
export interface Subjects {
  'project.see': OnProject;
  'project.create': { readonly defaultWorkflow: Workflow };
  'project.edit': OnProject;
  'project.set-members': OnProject;
  'project.archive': OnProject;
  'project.unarchive': OnProject;
  'rule.manage': OnProject;
  'issue.see': OnIssue;
  'issue.comment': OnIssue;
  'issue.watch': OnIssue;
  'issue.attach': OnIssue;
  'issue.relate': OnIssue;
  'issue.create': OnProject & UnderWorkflow;
  'issue.edit': OnIssue & UnderWorkflow;
  'issue.mark-confidential': OnIssue;
  'issue.lift-confidential': OnIssue;
  /** Whether anything may be moved here at all; which moves, `judgeTransition` says. */
  'issue.move': OnIssue;
  'issue.write-note': OnIssue & UnderWorkflow;
  /** `to`: the new assignee, null for nobody; absent while nobody has been chosen yet. */
  'issue.assign': OnIssue & UnderWorkflow & { readonly to?: UserId | null };
  'issue.delete': OnIssue & UnderWorkflow;
  'issue.import': OnProject;
  'bug.remove': OnIssue & Authored;
  /** On the issue of which it is said. */
  'relation.remove': OnIssue & UnderWorkflow & Authored;
  'attachment.remove': OnIssue & Authored;
  'comment.edit': OnIssue & Authored;
  'comment.delete': OnIssue & Authored;
  'severity.create': object;
  'severity.edit': Authored;
  'severity.delete': Authored;
  'tag.create': object;
  'tag.edit': object;
  'tag.delete': object;
  'workflow.manage': object;
  'user.create': object;
  /** Name and email. */
  'user.edit-profile': { readonly user: User };
  'user.set-password': { readonly user: User };
  /** Username, role, blocked. */
  'user.administer': { readonly user: User };
  'notification.read': { readonly notification: Notification };
  'view.see': { readonly view: View };
  'view.create': object;
  'view.edit': { readonly view: View };
  'view.delete': { readonly view: View };
}
export type Action = keyof Subjects;
export type Subject<A extends Action = Action> = Subjects[A];

type Relation = 'reporter' | 'assignee' | 'author' | 'self' | 'recipient' | 'owner';

interface Rule {
  /** Completes "Only … can …". */
  readonly verb: string;
  readonly roles: readonly Role[];
  readonly also?: readonly Relation[];
  /** Where a workflow's `permissions` name this, they stand instead of `roles` and `also`. */
  readonly workflow?: WorkflowAction;
  /** Who may whatever the workflow names. */
  readonly always?: readonly Relation[];
  /** false: changes nothing, or is what an archived project still takes. */
  readonly writes?: false;
}

const LEADS: readonly Role[] = ['admin', 'manager'];
const ADMIN: readonly Role[] = ['admin'];

/**
 * The table of spec/domain.md, "Permissions", row by row. Seeing comes before it: on a project or
 * an issue that the actor does not see, nothing is allowed.
 */
const TABLE: Readonly<Record<Action, Rule>> = {
  'project.see': { verb: 'see this project', roles: ROLES, writes: false },
  'issue.see': { verb: 'see this issue', roles: ROLES, writes: false },
  'issue.comment': { verb: 'comment', roles: ROLES },
  'issue.watch': { verb: 'watch this issue', roles: ROLES },
  'issue.attach': { verb: 'attach files', roles: ROLES },
  'issue.relate': { verb: 'relate this issue', roles: ROLES },
  'issue.create': { verb: 'create issues here', roles: ROLES, workflow: 'create' },
  'issue.edit': {
    verb: 'edit this issue',
    roles: LEADS,
    also: ['reporter', 'assignee'],
    workflow: 'edit',
  },
  'issue.mark-confidential': {
    verb: 'mark this issue confidential',
    roles: LEADS,
    also: ['reporter', 'assignee'],
  },
  'issue.lift-confidential': { verb: 'lift the confidentiality', roles: LEADS },
  'issue.move': { verb: 'move this issue', roles: ROLES },
  'issue.write-note': { verb: 'write the resolution note', roles: [], workflow: 'writeNote' },
  'issue.assign': {
    verb: 'assign this issue',
    roles: LEADS,
    also: ['reporter'],
    workflow: 'assign',
  },
  'issue.delete': {
    verb: 'delete this issue',
    roles: ADMIN,
    also: ['reporter'],
    workflow: 'delete',
  },
  'bug.remove': { verb: 'delete these bug details', roles: ADMIN, also: ['author'] },
  'relation.remove': {
    verb: 'remove this relation',
    roles: LEADS,
    also: ['reporter', 'assignee'],
    always: ['author'],
    workflow: 'edit',
  },
  'attachment.remove': { verb: 'remove this file', roles: ADMIN, also: ['author'] },
  'comment.edit': { verb: 'edit a comment', roles: [], also: ['author'] },
  'comment.delete': { verb: 'delete a comment', roles: [], also: ['author'] },
  'severity.create': { verb: 'create severities', roles: LEADS },
  'severity.edit': { verb: 'change this severity', roles: ADMIN, also: ['author'] },
  'severity.delete': { verb: 'delete this severity', roles: ADMIN, also: ['author'] },
  'tag.create': { verb: 'create tags', roles: ROLES },
  'tag.edit': { verb: 'rename or recolour tags', roles: LEADS },
  'tag.delete': { verb: 'delete tags', roles: LEADS },
  'project.create': { verb: 'create projects', roles: LEADS },
  'project.edit': { verb: 'change this project', roles: LEADS },
  'project.set-members': { verb: 'choose the members of this project', roles: LEADS },
  'project.archive': { verb: 'archive this project', roles: LEADS },
  'project.unarchive': { verb: 'unarchive this project', roles: LEADS, writes: false },
  'rule.manage': { verb: 'manage assignment rules', roles: LEADS },
  'workflow.manage': { verb: 'manage workflows', roles: ADMIN },
  'user.create': { verb: 'add people', roles: ADMIN },
  'user.edit-profile': { verb: 'change this name or email', roles: ADMIN, also: ['self'] },
  'user.set-password': { verb: 'set this password', roles: ADMIN, also: ['self'] },
  'user.administer': { verb: 'change usernames and roles, or block people', roles: ADMIN },
  'issue.import': { verb: 'import', roles: LEADS },
  'notification.read': {
    verb: 'read this notification',
    roles: [],
    also: ['recipient'],
    writes: false,
  },
  'view.see': { verb: 'see this view', roles: ROLES, writes: false },
  'view.create': { verb: 'save views', roles: ROLES },
  'view.edit': { verb: 'change this view', roles: [], also: ['owner'] },
  'view.delete': { verb: 'delete this view', roles: ADMIN, also: ['owner'] },
};

/** Whether the project exists for this person: public, or listed as a member, or an admin. */
export function seesProject(actor: User, project: Project): boolean {
  return (
    project.visibility === 'public' || actor.role === 'admin' || project.members.includes(actor.id)
  );
}

/** Member of a project: any user, not blocked, who sees it. */
export function isMember(user: User, project: Project): boolean {
  return !user.blocked && seesProject(user, project);
}

/** Whether the issue exists for this person; confidential narrows what the project shows. */
export function seesIssue(
  actor: User,
  project: Project,
  issue: Pick<Issue, 'confidential' | 'reporter' | 'assignee'>,
): boolean {
  if (!seesProject(actor, project)) return false;
  if (!issue.confidential || LEADS.includes(actor.role)) return true;
  return issue.reporter === actor.id || issue.assignee === actor.id;
}

/**
 * Whether the workflow is led by admins: it lets them alone create issues. A workspace whose
 * default workflow is so lets them alone create projects too (spec: admin-led). Judged by what the
 * workflow says and not by its name, so a renamed copy of the preset rules alike.
 */
export function isAdminLed(workflow: Pick<Workflow, 'permissions'>): boolean {
  const create = workflow.permissions.create;
  return create !== undefined && create.length > 0 && create.every((word) => word === 'admin');
}

/**
 * May this person do this? The reason is a sentence that says who may. Whether the subject is
 * visible is the door's earlier question (NOT_FOUND); here an unseen one is merely refused.
 */
export function can<A extends Action>(actor: User, action: A, subject: Subject<A>): Permission {
  const on: Facts = subject;
  const rule = TABLE[action];
  if (actor.blocked) return no('Your account is blocked. Ask an admin to let you in again.');
  if (!isVisible(actor, on)) return no('There is no such thing here, or you do not see it.');
  if (on.project?.archived === true && rule.writes !== false) {
    return no(`${on.project.name} is archived. Unarchive it to change anything in it.`);
  }
  if (action === 'issue.write-note' && on.issue?.category !== 'doing') {
    return no(
      'The resolution note is written while the issue is being worked on, or on resolving.',
    );
  }
  const words = whoMay(action, rule, on);
  if (words.some((word) => names(word, actor, on))) return { ok: true };
  if (action === 'issue.assign' && isOwnAssignment(actor, rule, on)) return { ok: true };
  return no(onlySentence(words, rule.verb));
}

/** What subjects may carry, all told. */
interface Facts {
  readonly project?: Project;
  readonly issue?: Issue;
  readonly workflow?: Workflow;
  readonly defaultWorkflow?: Workflow;
  readonly author?: UserId | null;
  readonly user?: User;
  readonly notification?: Notification;
  readonly view?: View;
  readonly to?: UserId | null;
}

function no(reason: string): Permission {
  return { ok: false, reason };
}

function isVisible(actor: User, { project, issue, view }: Facts): boolean {
  if (view !== undefined) return view.shared || view.owner === actor.id;
  if (project === undefined) return true;
  return issue === undefined ? seesProject(actor, project) : seesIssue(actor, project, issue);
}

function whoMay(action: Action, rule: Rule, on: Facts): readonly NamedWord[] {
  const { always = [] } = rule;
  const named = rule.workflow && on.workflow?.permissions[rule.workflow];
  if (named !== undefined) return [...named, ...always];
  if (action === 'issue.write-note') return whoMayResolve(on);
  if (action === 'project.create' && on.defaultWorkflow && isAdminLed(on.defaultWorkflow)) {
    return ADMIN;
  }
  return [...rule.roles, ...(rule.also ?? []), ...always];
}

/** Whoever may resolve may write the note beforehand (spec: The state machine). */
function whoMayResolve({ workflow, issue }: Facts): readonly AllowWord[] {
  if (workflow === undefined || issue === undefined) return [];
  const done = workflow.states.filter(({ category }) => category === 'done');
  return workflow.transitions
    .filter(({ from, to }) => from === issue.status && done.some(({ name }) => name === to))
    .flatMap(({ allow }) => allow);
}

/** Taking an issue that nobody has, and handing one's own back, unless the workflow says who assigns. */
function isOwnAssignment(actor: User, rule: Rule, { workflow, issue, to }: Facts): boolean {
  if (issue === undefined || (rule.workflow && workflow?.permissions[rule.workflow])) return false;
  if (to === actor.id) return issue.assignee === null;
  return to === null && issue.assignee === actor.id;
}

function names(word: NamedWord, actor: User, on: Facts): boolean {
  switch (word) {
    case 'self':
      return on.user?.id === actor.id;
    case 'author':
      return on.author === actor.id;
    case 'owner':
      return on.view?.owner === actor.id;
    case 'recipient':
      return on.notification?.recipient === actor.id;
    default:
      return isNamed(word, actor, on.issue ?? { reporter: actor.id, assignee: null });
  }
}
