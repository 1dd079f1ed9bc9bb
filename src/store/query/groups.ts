import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely';
import type { Schema } from '../tables.ts';

/**
 * A group of a list is a status (of a category: two workflows may give one name to states of
 * different categories), as one small number.
 */
const CATEGORIES = 4;

export function groupCode(status: number, category: number): number {
  return status * CATEGORIES + category;
}

/** `state.n` and the code of the category. */
export function statusOfGroup(code: number): {
  readonly status: number;
  readonly category: number;
} {
  return { status: Math.floor(code / CATEGORIES), category: code % CATEGORIES };
}

/** `groupCode` in SQL. */
export const GROUP_CODE = sql<number>`issue.status * ${sql.lit(CATEGORIES)} + issue.category`;

/** The condition that an issue stands in the group. */
export function inGroup(code: number): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'issue'>();
  const { status, category } = statusOfGroup(code);
  return eb.and([eb('issue.status', '=', status), eb('issue.category', '=', category)]);
}

/** How many of the issues stand in each group. @param codes the group of every issue, by seq */
export function countCodes(seqs: Int32Array, codes: Uint16Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (const seq of seqs) {
    const code = codes[seq] ?? 0;
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return counts;
}

/** The list group after group, each in the order of the list; what stands in no `open` one is left out. */
export function arrange(
  seqs: Int32Array,
  codes: Uint16Array,
  open: readonly { readonly code: number; readonly count: number }[],
): Int32Array {
  const next = new Map<number, number>();
  let length = 0;
  for (const { code, count } of open) {
    next.set(code, length);
    length += count;
  }
  const arranged = new Int32Array(length);
  for (const seq of seqs) {
    const code = codes[seq] ?? 0;
    const at = next.get(code);
    if (at === undefined) continue;
    arranged[at] = seq;
    next.set(code, at + 1);
  }
  return arranged;
}
