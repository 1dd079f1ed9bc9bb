import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept, type Rejected } from '../decision.ts';
import { issueId, severityId } from '../ids.ts';
import { mentionLookups } from '../notification/mentioned-people.ts';
import { can, type Permission } from '../permissions.ts';
import { forbidden, invalid, notFound } from '../refusals.ts';
import type { ReadState } from '../state.ts';
import { isBlank } from '../text.ts';
import type { User } from '../user/user.ts';
import type { EditableField, IssueEvent } from './events.ts';
import {
  day,
  type Issue,
  issueDescription,
  issueTitle,
  issueType,
  priority,
  resolutionNote,
} from './issue.ts';
import { conflict, conflictQuestions, judgeField } from './judge-field.ts';
import { type SeenIssue, seenIssue } from './seen-issue.ts';
import { watchMentioned } from './watch-mentioned.ts';

const issue = issueId;

/** `from`: the whole value that the actor saw (spec: Two people, one field). */
const schema = z.discriminatedUnion('field', [
  z.strictObject({ issue, field: z.literal('title'), from: z.string(), to: issueTitle }),
  z.strictObject({
    issue,
    field: z.literal('description'),
    from: z.string(),
    to: issueDescription,
  }),
  z.strictObject({ issue, field: z.literal('type'), from: issueType, to: issueType }),
  z.strictObject({ issue, field: z.literal('severity'), from: severityId, to: severityId }),
  z.strictObject({ issue, field: z.literal('priority'), from: priority, to: priority }),
  z.strictObject({
    issue,
    field: z.literal('dueDate'),
    from: day.nullable(),
    to: day.nullable(),
  }),
  z.strictObject({ issue, field: z.literal('confidential'), from: z.boolean(), to: z.boolean() }),
  z.strictObject({
    issue,
    field: z.literal('resolutionNote'),
    from: z.string().nullable(),
    to: resolutionNote.nullable().transform((note) => (isBlank(note ?? '') ? null : note)),
  }),
]);
type Args = z.output<typeof schema>;

/** Changes one field; several at once are a batch, each with its own outcome. */
export const editIssue = defineCommand({
  name: 'issue.edit',
  schema,
  needs: (args) => ({
    rows: {
      issue: [args.issue],
      severity: args.field === 'severity' ? [args.from, args.to] : [],
    },
    lookups: args.field === 'description' ? mentionLookups(args.to) : [],
  }),
  asks: (args, state, { actor }) => {
    const seen = seenIssue(state, actor, args.issue);
    return seen === undefined ? [] : conflictQuestions(wishOf(args, seen.issue));
  },
  decide: (args, state, { actor }) => {
    const seen = seenIssue(state, actor, args.issue);
    if (seen === undefined) return notFound('issue');
    const permission = mayEdit(args, seen, actor);
    if (!permission.ok) return forbidden(permission);
    const wish = wishOf(args, seen.issue);
    const judged = judgeField(wish);
    if (judged.outcome === 'same') return accept();
    if (judged.outcome === 'conflict') return conflict(wish, state, seen.issue.updatedAt);
    const refused = refuseValue(args.field, judged.to, seen.issue, state);
    if (refused !== null) return refused;
    const edited = {
      type: 'issue.edited',
      issue: args.issue,
      field: args.field,
      from: wish.present,
      to: judged.to,
      ...shownLevels(args, seen.issue, state),
    } as IssueEvent;
    const mentioned =
      args.field === 'description' ? watchMentioned(args.from, args.to, seen, state) : [];
    return accept(edited, ...mentioned);
  },
});

function wishOf({ issue: id, field, from, to }: Args, row: Issue) {
  return { issue: id, field, present: row[field], from, to } as const;
}

function mayEdit({ field, to }: Args, seen: SeenIssue, actor: User): Permission {
  if (field === 'resolutionNote') return can(actor, 'issue.write-note', seen);
  if (field !== 'confidential') return can(actor, 'issue.edit', seen);
  return can(actor, to ? 'issue.mark-confidential' : 'issue.lift-confidential', seen);
}

/** What the issue's other fields forbid; null: nothing. */
function refuseValue(
  field: EditableField,
  to: Args['to'],
  { bug }: Issue,
  state: ReadState,
): Rejected | null {
  if (field === 'description' && bug === null && isBlank(String(to))) {
    return invalid('to', 'Without bug details the description cannot be empty. Write one.');
  }
  if (field === 'type' && to === 'task' && bug !== null) {
    return invalid('to', 'A task has no bug details. Remove them first, or leave it a bug.');
  }
  if (field === 'severity' && state.get('severity', String(to)) === undefined) {
    return invalid('to', 'There is no such severity. Choose one from the list.');
  }
  return null;
}

function shownLevels({ field, to }: Args, row: Issue, state: ReadState) {
  if (field !== 'severity') return {};
  const level = (id: string) => state.get('severity', id)?.level ?? id;
  return { shown: { from: level(row.severity), to: level(to) } };
}
