import type { CommandId, UserId } from '#domain/ids.ts';
import type { Rejection } from '#domain/rejection.ts';
import { among, insertRows } from './batch.ts';
import type { Transaction } from './transaction.ts';

/** What became of a command, kept for ever: the same id again gets the same answer. */
export interface StoredOutcome {
  readonly id: CommandId;
  /** Who used the id; to anybody else it is taken. */
  readonly user: UserId;
  readonly name: string;
  readonly argsHash: string;
  /** null: accepted. */
  readonly error: Rejection | null;
  readonly version: number;
  readonly at: number;
}

/** The outcomes of those of these commands that are known. */
export async function findOutcomes(
  tx: Transaction,
  ids: readonly CommandId[],
): Promise<ReadonlyMap<CommandId, StoredOutcome>> {
  const rows = await tx.db
    .selectFrom('command')
    .innerJoin('user', 'user.n', 'command.user')
    .selectAll('command')
    .select('user.id as user_id')
    .where(among(tx.dialect, 'command.id', ids))
    .execute();
  return new Map(
    rows.map((row) => [
      row.id as CommandId,
      {
        id: row.id as CommandId,
        user: row.user_id as UserId,
        name: row.name,
        argsHash: row.args_hash,
        error: JSON.parse(row.outcome) as Rejection | null,
        version: row.v,
        at: row.at,
      },
    ]),
  );
}

/** Keeps outcomes. @throws UniqueViolation where an id is known already */
export async function saveOutcomes(
  tx: Transaction,
  outcomes: readonly StoredOutcome[],
): Promise<void> {
  await tx.numbers.look({ user: outcomes.map(({ user }) => user) });
  const rows = outcomes.map((outcome) => ({
    id: outcome.id,
    user: tx.numbers.n('user', outcome.user),
    name: outcome.name,
    args_hash: outcome.argsHash,
    outcome: JSON.stringify(outcome.error),
    v: outcome.version,
    at: outcome.at,
  }));
  await insertRows(tx.db, tx.dialect, 'command', rows);
}
