import { among } from './batch.ts';
import type { Transaction } from './transaction.ts';

/** The row numbers of comments, by id. */
export async function commentSeqs(
  tx: Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('comment')
    .select(['id', 'seq'])
    .where(among(tx.dialect, 'id', ids))
    .execute();
  return new Map(rows.map(({ id, seq }) => [id, seq]));
}
