import { z } from 'zod';
import { type Context, defineCommand } from '../command.ts';
import { accept, type Rejected } from '../decision.ts';
import { issueId, relationId } from '../ids.ts';
import type { Issue } from '../issue/issue.ts';
import { seenIssue } from '../issue/seen-issue.ts';
import { can } from '../permissions.ts';
import { bornAt } from '../record-edit.ts';
import { forbidden, idTaken, invalid, notFound } from '../refusals.ts';
import type { Question, ReadState } from '../state.ts';
import { RELATION_KINDS } from './relation.ts';

const schema = z.strictObject({
  id: relationId,
  issue: issueId,
  other: issueId,
  kind: z.enum(RELATION_KINDS),
});
type Args = z.output<typeof schema>;

/**
 * Whoever sees both issues may relate them. What is said already is accepted without effect;
 * `relates` reads the same from both ends.
 */
export const relateIssue = defineCommand({
  name: 'issue.relate',
  schema,
  needs: (args) => ({ rows: { issue: [args.issue, args.other], relation: [args.id] } }),
  asks: (args): readonly Question[] => [
    { ask: 'relationsBetween', of: { issue: args.issue, other: args.other } },
    ...reach(args),
  ],
  decide: (args, state, { actor, now }: Context) => {
    const seen = seenIssue(state, actor, args.issue);
    const other = seenIssue(state, actor, args.other);
    if (seen === undefined || other === undefined) return notFound('issue');
    const permission = can(actor, 'issue.relate', seen);
    if (!permission.ok) return forbidden(permission);
    const impossible = refuseRelation(args, seen.issue, other.issue, state);
    if (impossible !== null) return impossible;
    if (isSaid(args, state)) return accept();
    if (state.get('relation', args.id) !== undefined) return idTaken();
    const relation = { ...args, author: actor.id, ...bornAt(now) };
    return accept({ type: 'relation.added', relation });
  },
});

/** Where `other` already leads by this kind; `relates` leads nowhere. */
function reach({ kind, other }: Args): readonly Question[] {
  return kind === 'relates' ? [] : [{ ask: 'reachedFrom', of: { issue: other, kind } }];
}

function refuseRelation(args: Args, issue: Issue, other: Issue, state: ReadState): Rejected | null {
  const { kind } = args;
  if (issue.id === other.id) {
    return invalid('other', 'An issue is not related to itself. Choose another.');
  }
  if (kind === 'relates') return null;
  if (state.answer('reachedFrom', { issue: other.id, kind }).includes(issue.id)) {
    const verb = kind === 'blocks' ? 'blocks' : 'is a duplicate of';
    return invalid('other', `That issue ${verb} this one, directly or through others.`);
  }
  if (kind === 'duplicates' && issue.confidential && !other.confidential) {
    return invalid(
      'other',
      'A confidential issue is a duplicate of a confidential one only. Choose another.',
    );
  }
  return null;
}

function isSaid({ issue, other, kind }: Args, state: ReadState): boolean {
  return state.answer('relationsBetween', { issue, other }).some((id) => {
    const relation = state.get('relation', id);
    return relation?.kind === kind && (relation.issue === issue || kind === 'relates');
  });
}
