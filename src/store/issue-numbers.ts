import { among } from './batch.ts';
import type { Transaction } from './transaction.ts';

/** Issues that are there already, and the numbers that a project can no longer give. */
export interface NumberedIssues {
  readonly ids: ReadonlySet<string>;
  /** By the project's id: the next number, and which of those asked for are taken. */
  readonly projects: ReadonlyMap<
    string,
    { readonly next: number; readonly taken: ReadonlySet<number> }
  >;
}

/** What of these ids and numbers is there, as this transaction finds it. */
export async function findNumbers(
  { db, dialect }: Transaction,
  wanted: readonly { readonly id: string; readonly project: string; readonly number: number }[],
): Promise<NumberedIssues> {
  const ids = await db
    .selectFrom('issue')
    .select('id')
    .where(
      among(
        dialect,
        'id',
        wanted.map(({ id }) => id),
      ),
    )
    .execute();
  const projects = await db
    .selectFrom('project')
    .select(['n', 'id', 'next_number'])
    .where(among(dialect, 'id', [...new Set(wanted.map(({ project }) => project))]))
    .execute();
  const numbers = await db
    .selectFrom('issue')
    .select(['project', 'number'])
    .where(
      among(
        dialect,
        'project',
        projects.map(({ n }) => n),
      ),
    )
    .where(
      among(
        dialect,
        'number',
        wanted.map(({ number }) => number),
      ),
    )
    .execute();
  return {
    ids: new Set(ids.map(({ id }) => id)),
    projects: new Map(
      projects.map(({ n, id, next_number }) => [
        id,
        {
          next: next_number,
          taken: new Set(numbers.filter(({ project }) => project === n).map((row) => row.number)),
        },
      ]),
    ),
  };
}
