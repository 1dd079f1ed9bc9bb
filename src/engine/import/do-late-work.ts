import type { CommandId, UserId } from '#domain/ids.ts';
import type { Store, Transaction } from '#store/store.ts';
import { executeIn } from '../execute.ts';
import type { RowProblem } from './file-record.ts';
import type { LateWork, Tally } from './stage-rows.ts';

/** Ends the copying transaction: a row could not be decided as it was while staging. */
export class RefusedLate extends Error {
  override readonly name = 'RefusedLate';
  readonly problem: RowProblem;
  constructor(problem: RowProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

export interface LateOptions {
  readonly store: Store;
  readonly tx: Transaction;
  /** Each is a `LateWork` as JSON. */
  readonly work: AsyncIterable<readonly string[]>;
  readonly actor: UserId;
  readonly now: () => number;
  readonly skipBad: boolean;
  readonly tally: Tally;
}

/**
 * Executes the commands of rows whose issues stand in the workspace by now, in the transaction that
 * copies the others, so that they are decided on what is true when it commits.
 */
export async function doLateWork(options: LateOptions): Promise<void> {
  for await (const texts of options.work) {
    let batch: LateWork[] = [];
    for (const text of texts) {
      const work = JSON.parse(text) as LateWork;
      if (work.again) {
        await executeBatch(batch, options);
        batch = [];
        await executeAgain(work, options);
      } else batch.push(work);
    }
    await executeBatch(batch, options);
  }
}

/** Rows that came before in the file: only now can be seen what they change. */
async function executeAgain(work: LateWork, options: LateOptions): Promise<void> {
  const { tally } = options;
  const { changed, refused } = await executeBatch([work], options);
  if (refused > 0) return;
  if (changed) tally.updated += 1;
  else tally.unchanged += 1;
}

async function executeBatch(
  batch: readonly LateWork[],
  { store, tx, actor, now, skipBad, tally }: LateOptions,
): Promise<{ readonly changed: boolean; readonly refused: number }> {
  if (batch.length === 0) return { changed: false, refused: 0 };
  const commands = batch.map(({ id, args }) => ({
    id: id as CommandId,
    name: 'issue.import',
    args,
  }));
  const { outcomes, changed } = await executeIn(store, tx, { actor, commands, now });
  let refused = 0;
  for (const [index, outcome] of outcomes.entries()) {
    const work = batch[index];
    if (outcome.outcome === 'accepted' || work === undefined) continue;
    const { field = '', message } = outcome.error;
    const problem = { row: work.row, field: field.replace(/^row\.?/, ''), message };
    if (!skipBad) throw new RefusedLate(problem);
    tally.bad.push(problem);
    if (!work.again) tally.updated -= 1;
    refused += 1;
  }
  return { changed: changed !== null, refused };
}
