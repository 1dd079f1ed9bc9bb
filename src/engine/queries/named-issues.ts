import { type Activity, type ActivityKind, namesIssues } from '#domain/activity/activity.ts';
import { among } from '#store/batch.ts';
import { scopeOf, visible } from '#store/query/viewer.ts';
import type { Asker } from '../asker.ts';

/** The keys of those of these issues that the asker sees, by id. */
export async function keysOfSeen(
  ids: readonly string[],
  { store: { read, dialect }, user }: Pick<Asker, 'store' | 'user'>,
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await read
    .selectFrom('issue')
    .select(['id', 'project_key', 'number'])
    .where(among(dialect, 'id', [...new Set(ids)]))
    .where(visible(await scopeOf(read, user), dialect))
    .execute();
  return new Map(rows.map((row) => [row.id, `${row.project_key}-${row.number}`]));
}

/** The issues that the record of an issue names: originals, and what it was related to. */
export interface NamedIssues {
  /** Activity that names an issue out of sight. */
  readonly hidden: ReadonlySet<string>;
  /** The record names issues by id, people by key. */
  readonly keys: ReadonlyMap<string, string>;
}

type Told = Pick<Activity, 'kind' | 'field' | 'from' | 'to'> & { readonly id: string };

/** Which of these entries the asker may read, and under which keys they name issues. */
export async function namedIssues(
  entries: readonly Told[],
  asker: Pick<Asker, 'store' | 'user'>,
): Promise<NamedIssues> {
  const naming = entries.filter(namesIssues);
  const namedIn = ({ from, to }: Told) => [from, to].flatMap((text) => text ?? []);
  const keys = await keysOfSeen(naming.flatMap(namedIn), asker);
  const hidden = naming.filter((entry) => namedIn(entry).some((id) => !keys.has(id)));
  return { hidden: new Set(hidden.map(({ id }) => id)), keys };
}

/** A text of an entry as people read it: an issue by its key. */
export function shownText(
  text: string | null,
  entry: Pick<Activity, 'kind' | 'field'>,
  keys: NamedIssues['keys'],
): string | null {
  return text !== null && namesIssues(entry) ? (keys.get(text) ?? text) : text;
}

/** The same, for the whole record of an issue. */
export async function namedInRecord(seq: number, asker: Asker): Promise<NamedIssues> {
  const rows = await asker.store.read
    .selectFrom('activity')
    .select(['id', 'kind', 'field', 'from_text as from', 'to_text as to'])
    .where('issue', '=', seq)
    .where((eb) =>
      eb.or([eb('field', '=', 'duplicateOf'), eb('kind', 'in', ['related', 'unrelated'])]),
    )
    .execute();
  const entries = rows.map((row) => ({ ...row, kind: row.kind as ActivityKind }));
  return namedIssues(entries, asker);
}
