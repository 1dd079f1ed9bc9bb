import type { Lookup } from '#domain/state.ts';
import { foldCase } from '#domain/text.ts';
import { among } from './batch.ts';
import type { Dialect } from './dialect.ts';
import type { Read } from './tables.ts';

/** What a lookup found; undefined: nothing holds the value. */
export interface Found {
  readonly lookup: Lookup;
  readonly id: string | undefined;
}

/** Answers lookups, one query for each kind of them. */
export async function findRows(
  db: Read,
  dialect: Dialect,
  lookups: readonly Lookup[],
): Promise<readonly Found[]> {
  const kinds = new Map<string, Lookup[]>();
  for (const lookup of lookups) {
    const kind = `${lookup.find} ${lookup.by} ${'source' in lookup ? lookup.source : ''}`;
    const group = kinds.get(kind);
    if (group) group.push(lookup);
    else kinds.set(kind, [lookup]);
  }
  const found: Found[] = [];
  for (const group of kinds.values()) found.push(...(await findOneKind(db, dialect, group)));
  return found;
}

async function findOneKind(
  db: Read,
  dialect: Dialect,
  lookups: readonly Lookup[],
): Promise<readonly Found[]> {
  const [sample] = lookups;
  if (sample === undefined) return [];
  const values = [...new Set(lookups.map((lookup) => heldForm(lookup)))];
  const rows = await query(db, dialect, sample, values);
  const ids = new Map(rows.map(({ value, id }) => [value, id]));
  return lookups.map((lookup) => ({ lookup, id: ids.get(heldForm(lookup)) }));
}

/** The value as its column holds it. */
function heldForm(lookup: Lookup): string {
  switch (lookup.find) {
    case 'project':
      return lookup.value.toUpperCase();
    case 'issue':
    case 'assignment':
      return lookup.value;
    default:
      return foldCase(lookup.value);
  }
}

type Held = readonly { readonly value: string | null; readonly id: string }[];

function query(
  db: Read,
  dialect: Dialect,
  sample: Lookup,
  values: readonly string[],
): Promise<Held> {
  switch (sample.find) {
    case 'user': {
      const column = sample.by === 'username' ? 'username' : 'email_fold';
      const users = db.selectFrom('user').select(['id', `${column} as value`]);
      return users.where(among(dialect, column, values)).execute();
    }
    case 'project':
      return db
        .selectFrom('project')
        .select(['id', 'key as value'])
        .where(among(dialect, 'key', values))
        .execute();
    case 'tag':
    case 'workflow':
      return db
        .selectFrom(sample.find)
        .select(['id', 'name_fold as value'])
        .where(among(dialect, 'name_fold', values))
        .execute();
    case 'severity':
      return db
        .selectFrom('severity')
        .select(['id', 'level_fold as value'])
        .where(among(dialect, 'level_fold', values))
        .execute();
    case 'issue':
      return db
        .selectFrom('issue_text')
        .innerJoin('issue', 'issue.seq', 'issue_text.issue')
        .select(['issue.id', 'external_id as value'])
        .where('external_source', '=', sample.source)
        .where(among(dialect, 'external_id', values))
        .execute();
    case 'assignment':
      return newestAssignments(db, dialect, values);
  }
}

/** By issue: the assignment that is not completed, else the newest one. */
export async function newestAssignments(
  db: Read,
  dialect: Dialect,
  issues: readonly string[],
): Promise<readonly { readonly value: string; readonly id: string }[]> {
  return db
    .selectFrom((from) =>
      from
        .selectFrom('assignment')
        .innerJoin('issue', 'issue.seq', 'assignment.issue')
        .select((select) => [
          'assignment.id',
          'issue.id as value',
          select.fn
            .agg<number>('row_number')
            .over((over) =>
              over
                .partitionBy('assignment.issue')
                .orderBy((order) =>
                  order.case().when('assignment.status', '=', 'completed').then(1).else(0).end(),
                )
                .orderBy('assignment.assigned_at', 'desc')
                .orderBy('assignment.id', 'desc'),
            )
            .as('place'),
        ])
        .where(among(dialect, 'issue.id', issues))
        .as('ranked'),
    )
    .select(['ranked.id', 'ranked.value'])
    .where('ranked.place', '=', 1)
    .execute();
}
