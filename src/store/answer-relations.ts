import { sql } from 'kysely';
import type { IssueId } from '#domain/ids.ts';
import type { Answers } from '#domain/state.ts';
import { among } from './batch.ts';
import type { Dialect } from './dialect.ts';
import { ids } from './rows/ids.ts';
import type { Read } from './tables.ts';

type Answer<A extends keyof Answers> = Promise<Answers[A]['answer']>;

/** See `Answers.duplicateChain`. */
export async function duplicateChain(db: Read, issue: string): Answer<'duplicateChain'> {
  const rows = await db
    .withRecursive('chain(seq, id, next, step)', (cte) =>
      cte
        .selectFrom('issue')
        .select(['seq', 'id', 'duplicate_of as next', sql<number>`0`.as('step')])
        .where('id', '=', issue)
        .unionAll(
          cte
            .selectFrom('issue')
            .innerJoin('chain', 'chain.next', 'issue.seq')
            .select([
              'issue.seq',
              'issue.id',
              'issue.duplicate_of as next',
              sql<number>`chain.step + 1`.as('step'),
            ])
            // The rules forbid a circle; this bounds the walk in a store that was broken.
            .where('chain.step', '<', 1000),
        ),
    )
    .selectFrom('chain')
    .select('id')
    .orderBy('step')
    .execute();
  return [...new Set(ids<IssueId>(rows))];
}

/** See `Answers.relationsBetween`. */
export async function relationsBetween(
  db: Read,
  { issue, other }: Answers['relationsBetween']['question'],
): Answer<'relationsBetween'> {
  const rows = await db
    .selectFrom('relation')
    .innerJoin('issue', 'issue.seq', 'relation.issue')
    .innerJoin('issue as other', 'other.seq', 'relation.other')
    .select('relation.id')
    .where((where) =>
      where.or([
        where.and([where('issue.id', '=', issue), where('other.id', '=', other)]),
        where.and([where('issue.id', '=', other), where('other.id', '=', issue)]),
      ]),
    )
    .orderBy('relation.id')
    .execute();
  return ids(rows);
}

interface Reached {
  readonly seq: number;
  readonly id: string;
}

/**
 * See `Answers.reachedFrom`. One step of the way a query: a statement that walks by itself could
 * follow either relations or `duplicateOf` on PostgreSQL, not both.
 */
export async function reachedFrom(
  db: Read,
  dialect: Dialect,
  { issue, kind }: Answers['reachedFrom']['question'],
): Answer<'reachedFrom'> {
  const reached = new Map<number, string>();
  let edge: readonly Reached[] = await db
    .selectFrom('issue')
    .select(['seq', 'id'])
    .where('id', '=', issue)
    .execute();
  while (edge.length > 0) {
    for (const { seq, id } of edge) reached.set(seq, id);
    const seqs = edge.map(({ seq }) => seq);
    const next = [
      ...(await related(db, dialect, kind, seqs)),
      ...(kind === 'duplicates' ? await originals(db, dialect, seqs) : []),
    ];
    edge = next.filter(({ seq }) => !reached.has(seq));
  }
  return [...reached.values()].map((id) => id as IssueId);
}

function related(
  db: Read,
  dialect: Dialect,
  kind: string,
  seqs: readonly number[],
): Promise<readonly Reached[]> {
  return db
    .selectFrom('relation')
    .innerJoin('issue', 'issue.seq', 'relation.other')
    .select(['issue.seq', 'issue.id'])
    .where('relation.kind', '=', kind)
    .where(among(dialect, 'relation.issue', seqs))
    .execute();
}

function originals(
  db: Read,
  dialect: Dialect,
  seqs: readonly number[],
): Promise<readonly Reached[]> {
  return db
    .selectFrom('issue')
    .innerJoin('issue as original', 'original.seq', 'issue.duplicate_of')
    .select(['original.seq', 'original.id'])
    .where(among(dialect, 'issue.seq', seqs))
    .execute();
}
