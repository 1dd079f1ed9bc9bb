import type { Query, Term } from '#domain/query/ast.ts';
import { foldCase } from '#domain/text.ts';
import type { State } from '#domain/workflow/workflow.ts';
import type { Read } from '../tables.ts';

/** The row numbers of what a query names, each by the name's fold. */
export interface NamedRows {
  readonly project: ReadonlyMap<string, number>;
  readonly status: ReadonlyMap<string, number>;
  readonly severity: ReadonlyMap<string, number>;
  readonly tag: ReadonlyMap<string, number>;
  readonly user: ReadonlyMap<string, number>;
}

/** Looks up every name of the query: at most one statement a kind. Unknown names are left out. */
export async function findNames(db: Read, query: Query): Promise<NamedRows> {
  const asked = namesIn(query);
  const [project, status, severity, tag, user] = await Promise.all([
    rows(asked.project, (names) =>
      db
        .selectFrom('project')
        .select(['n', 'key as name'])
        .where(
          'key',
          'in',
          names.map((name) => name.toUpperCase()),
        )
        .execute(),
    ),
    rows(asked.status, (names) =>
      db.selectFrom('state').select(['n', 'name']).where('name', 'in', names).execute(),
    ),
    rows(asked.severity, (names) =>
      db
        .selectFrom('severity')
        .select(['n', 'level_fold as name'])
        .where('level_fold', 'in', names)
        .execute(),
    ),
    rows(asked.tag, (names) =>
      db
        .selectFrom('tag')
        .select(['n', 'name_fold as name'])
        .where('name_fold', 'in', names)
        .execute(),
    ),
    rows(asked.user, (names) =>
      db
        .selectFrom('user')
        .select(['n', 'username as name'])
        .where('username', 'in', names)
        .execute(),
    ),
  ]);
  return { project, status, severity, tag, user };
}

/** Names of the states of all workflows. */
export async function findStates(db: Read): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('workflow').select('states').execute();
  const states = rows.flatMap(({ states }) => JSON.parse(states) as readonly State[]);
  return new Set(states.map(({ name }) => name));
}

/** Queries of one key name the same. */
export function namesKey(query: Query): string {
  return JSON.stringify(namesIn(query));
}

/** Whether everything that the query names was found. */
export function namesAll(query: Query, names: NamedRows): boolean {
  const asked = Object.entries(namesIn(query)) as [keyof NamedRows, readonly string[]][];
  return asked.every(([kind, list]) => list.every((name) => names[kind].has(name)));
}

function namesIn(query: Query): { readonly [K in keyof NamedRows]: readonly string[] } {
  const asked: { readonly [K in keyof NamedRows]: string[] } = {
    project: [],
    status: [],
    severity: [],
    tag: [],
    user: [],
  };
  for (const term of query.terms) collect(term, asked);
  return asked;
}

function collect(term: Term, asked: { readonly [K in keyof NamedRows]: string[] }): void {
  if (term.kind === 'name') {
    for (const { value } of term.values) asked[term.field].push(foldCase(value));
  } else if (term.kind === 'tag') {
    for (const { value } of term.values) if (value !== null) asked.tag.push(foldCase(value));
  } else if (term.kind === 'person') {
    for (const { value } of term.values) {
      if (value.kind === 'user') asked.user.push(foldCase(value.username));
    }
  }
}

async function rows(
  names: readonly string[],
  find: (names: readonly string[]) => Promise<readonly { n: number; name: string }[]>,
): Promise<ReadonlyMap<string, number>> {
  if (names.length === 0) return new Map();
  const found = await find([...new Set(names)]);
  return new Map(found.map(({ n, name }) => [foldCase(name), n]));
}
