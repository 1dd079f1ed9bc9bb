import { z } from 'zod';
import { assign } from '../assignment/assign.ts';
import { assignByRule, rulesQuestion } from '../assignment/assign-by-rule.ts';
import { refuseAssignee } from '../assignment/refuse-assignee.ts';
import { type Context, defineCommand } from '../command.ts';
import { accept, type Decision, type Rejected, reject } from '../decision.ts';
import { issueId, projectId, severityId, tagId, type UserId, userId } from '../ids.ts';
import { mentionedPeople, mentionLookups } from '../notification/mentioned-people.ts';
import { can } from '../permissions.ts';
import { bornAt } from '../record-edit.ts';
import { forbidden, idTaken, invalid, notFound } from '../refusals.ts';
import { rejection } from '../rejection.ts';
import type { ReadState } from '../state.ts';
import { isBlank } from '../text.ts';
import { bugDetailsInput } from './bug-details.ts';
import { bornEnding } from './ending.ts';
import { day, type Issue, issueDescription, issueTitle, issueType, priority } from './issue.ts';
import { type SeenIssue, seenProject } from './seen-issue.ts';

const schema = z.strictObject({
  id: issueId,
  project: projectId,
  type: issueType.default('bug'),
  title: issueTitle,
  description: issueDescription.default(''),
  bug: bugDetailsInput.nullable().default(null),
  severity: severityId,
  priority: priority.default('medium'),
  /** null: the project's assignment rules choose, if it has any. */
  assignee: userId.nullable().default(null),
  tags: z.array(tagId).max(100).readonly().default([]),
  confidential: z.boolean().default(false),
  dueDate: day.nullable().default(null),
});

/** Born in the workflow's initial state; the reporter is the actor. */
export const createIssue = defineCommand({
  name: 'issue.create',
  schema,
  needs: (args) => ({
    rows: {
      issue: [args.id],
      project: [args.project],
      severity: [args.severity],
      tag: args.tags,
      user: args.assignee === null ? [] : [args.assignee],
    },
    lookups: mentionLookups(...textsOf(args)),
  }),
  asks: (args) => (args.assignee === null ? [rulesQuestion(args.project)] : []),
  decide: (args, state, context) => {
    const { actor, now } = context;
    const seen = seenProject(state, actor, args.project);
    if (seen === undefined) return notFound('project');
    const { project, workflow } = seen;
    const permission = can(actor, 'issue.create', { project, workflow });
    if (!permission.ok) return forbidden(permission);
    if (args.type === 'task' && args.bug !== null) {
      return invalid('bug', 'Only a bug has bug details. Make it a bug, or leave them out.');
    }
    if (args.bug === null && isBlank(args.description)) {
      return invalid('description', 'Describe the issue, or write the steps to reproduce it.');
    }
    if (state.get('severity', args.severity) === undefined) {
      return invalid('severity', 'There is no such severity. Choose one from the list.');
    }
    if (args.tags.some((tag) => state.get('tag', tag) === undefined)) {
      return invalid('tags', 'There is no such tag. Choose from the list, or create it first.');
    }
    if (state.get('issue', args.id) !== undefined) return idTaken();
    const initial = workflow.states.find(({ name }) => name === workflow.initial);
    if (initial === undefined) throw new Error(`${workflow.name} lacks its initial state.`);
    const people = { reporter: actor.id, assignee: null, confidential: args.confidential };
    const texts = textsOf(args);
    const mentioned = mentionedPeople(texts, { state, project, issue: people });
    const issue: Issue = {
      ...args,
      ...people,
      tags: [...new Set(args.tags)],
      bug: args.bug === null ? null : { ...args.bug, author: actor.id },
      number: project.nextNumber,
      status: initial.name,
      category: initial.category,
      ...bornEnding(initial.category, now),
      watchers: [...new Set([actor.id, ...mentioned.map(({ id }) => id)])],
      assessedAt: null,
      external: null,
      importMark: null,
      ...bornAt(now),
    };
    const first = firstAssignment(args.assignee, { issue, project, workflow }, state, context);
    return first.ok ? accept({ type: 'issue.created', issue }, ...first.events) : first;
  },
});

/** To the person who was named, or to whom the project's rules choose. */
function firstAssignment(
  to: UserId | null,
  seen: SeenIssue,
  state: ReadState,
  context: Context,
): Decision {
  const { issue, project } = seen;
  const closed = issue.category === 'closed';
  if (to === null) return accept(...(closed ? [] : assignByRule(seen, state, context)));
  const permission = can(context.actor, 'issue.assign', { ...seen, to });
  if (!permission.ok) return forbidden(permission);
  if (closed) return bornClosed();
  const assignee = state.get('user', to);
  const refused = refuseAssignee(assignee, project);
  if (refused !== null || assignee === undefined) return refused ?? notFound('person');
  return accept(...assign({ issue, assignee }, state, context));
}

/** A workflow may begin in a closed state, where nothing is assigned. */
function bornClosed(): Rejected {
  const message = 'New issues of this project are closed, and so not assigned. Leave that out.';
  return reject(rejection('GUARD_FAILED', message, { field: 'assignee' }));
}

function textsOf({ description, bug }: z.output<typeof schema>): readonly string[] {
  return bug === null
    ? [description]
    : [description, bug.stepsToReproduce, bug.expected, bug.actual];
}
