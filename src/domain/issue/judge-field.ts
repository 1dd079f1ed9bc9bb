import { type Rejected, reject } from '../decision.ts';
import type { Instant, IssueId, UserId } from '../ids.ts';
import { mergeText } from '../merge-text.ts';
import { sameValue } from '../record-edit.ts';
import { rejection } from '../rejection.ts';
import type { Question, ReadState } from '../state.ts';

/** Fields in which two changes are merged when they do not touch (spec: Two people, one field). */
const MERGED: ReadonlySet<string> = new Set([
  'description',
  'stepsToReproduce',
  'expected',
  'actual',
]);

export interface FieldWish<V> {
  readonly issue: IssueId;
  readonly field: string;
  /** What the row holds now. */
  readonly present: V;
  /** What the actor saw, whole. */
  readonly from: V;
  readonly to: V;
}

export type FieldJudgement<V> =
  /** The field is to hold this now: the wish, or the merge of both changes. */
  | { readonly outcome: 'change'; readonly to: V }
  | { readonly outcome: 'same' }
  | { readonly outcome: 'conflict' };

/** Compares by value: unchanged since, already so, merged cleanly, or a conflict. */
export function judgeField<V>({ field, present, from, to }: FieldWish<V>): FieldJudgement<V> {
  if (sameValue(present, to)) return { outcome: 'same' };
  if (sameValue(present, from)) return { outcome: 'change', to };
  if (!MERGED.has(field) || typeof from !== 'string') return { outcome: 'conflict' };
  const merge = mergeText(from, String(to), String(present));
  if (!merge.clean) return { outcome: 'conflict' };
  const merged = merge.text as V;
  return sameValue(merged, present) ? { outcome: 'same' } : { outcome: 'change', to: merged };
}

/** Who changed the field last is asked only where it will be told. */
export function conflictQuestions<V>(wish: FieldWish<V>): readonly Question[] {
  return judgeField(wish).outcome === 'conflict' ? [lastChange(wish.issue, wish.field)] : [];
}

/** CONFLICT with both values, and whose the other one is. */
export function conflict<V>(wish: FieldWish<V>, state: ReadState, updatedAt: Instant): Rejected {
  const { issue, field, present, from, to } = wish;
  const last = state.answer('lastChange', { issue, field });
  const by: UserId | null = last?.by ?? null;
  const details = [{ field, from, yours: to, theirs: present, by, at: last?.at ?? updatedAt }];
  const message = 'Somebody changed this meanwhile. Compare both values and choose.';
  return reject(rejection('CONFLICT', message, { field, details }));
}

function lastChange(issue: IssueId, field: string) {
  return { ask: 'lastChange', of: { issue, field } } as const;
}
