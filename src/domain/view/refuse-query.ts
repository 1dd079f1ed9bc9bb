import { type Rejected, reject } from '../decision.ts';
import { parse } from '../query/parse.ts';
import { queryRejection } from '../query/problem.ts';

/**
 * Why a text cannot be kept as a query; null: it can. Whether what it names exists is asked when it
 * is run, since that differs between people and changes.
 */
export function refuseQuery(text: string): Rejected | null {
  const parsed = parse(text);
  return parsed.ok ? null : reject(queryRejection(parsed.problems));
}
