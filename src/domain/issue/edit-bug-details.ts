import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept } from '../decision.ts';
import { issueId } from '../ids.ts';
import { mentionLookups } from '../notification/mentioned-people.ts';
import { can } from '../permissions.ts';
import { forbidden, invalid, notFound } from '../refusals.ts';
import { isBlank } from '../text.ts';
import {
  actualResult,
  type BugDetails,
  environment,
  expectedResult,
  frequency,
  stepsToReproduce,
} from './bug-details.ts';
import type { IssueEvent } from './events.ts';
import { conflict, conflictQuestions, judgeField } from './judge-field.ts';
import { seenIssue } from './seen-issue.ts';
import { watchMentioned } from './watch-mentioned.ts';

const issue = issueId;
const from = z.string();

const schema = z.discriminatedUnion('field', [
  z.strictObject({ issue, field: z.literal('stepsToReproduce'), from, to: stepsToReproduce }),
  z.strictObject({ issue, field: z.literal('expected'), from, to: expectedResult }),
  z.strictObject({ issue, field: z.literal('actual'), from, to: actualResult }),
  z.strictObject({ issue, field: z.literal('frequency'), from: frequency, to: frequency }),
  z.strictObject({ issue, field: z.literal('environment'), from: environment, to: environment }),
]);
type Args = z.output<typeof schema>;

/** Changes one field of the bug details (spec: Two people, one field). */
export const editBugDetails = defineCommand({
  name: 'bug.edit',
  schema,
  needs: (args) => ({
    rows: { issue: [args.issue] },
    lookups: typeof args.to === 'string' ? mentionLookups(args.to) : [],
  }),
  asks: (args, state, { actor }) => {
    const bug = seenIssue(state, actor, args.issue)?.issue.bug ?? null;
    return bug === null ? [] : conflictQuestions(wishOf(args, bug));
  },
  decide: (args, state, { actor }) => {
    const seen = seenIssue(state, actor, args.issue);
    if (seen === undefined) return notFound('issue');
    const permission = can(actor, 'issue.edit', seen);
    if (!permission.ok) return forbidden(permission);
    if (seen.issue.bug === null) {
      return invalid('field', 'This issue has no bug details. Add them first.');
    }
    const wish = wishOf(args, seen.issue.bug);
    const judged = judgeField(wish);
    if (judged.outcome === 'same') return accept();
    if (judged.outcome === 'conflict') return conflict(wish, state, seen.issue.updatedAt);
    if (args.field === 'stepsToReproduce' && isBlank(String(judged.to))) {
      return invalid('to', 'Steps to reproduce is empty. Write at least one step.');
    }
    const edited = {
      type: 'issue.bug-edited',
      issue: args.issue,
      field: args.field,
      from: wish.present,
      to: judged.to,
    } as IssueEvent;
    if (typeof args.from !== 'string' || typeof args.to !== 'string') return accept(edited);
    return accept(edited, ...watchMentioned(args.from, args.to, seen, state));
  },
});

function wishOf({ issue: id, field, from: seen, to }: Args, bug: BugDetails) {
  return { issue: id, field, present: bug[field], from: seen, to } as const;
}
