import { seesIssue } from '#domain/permissions.ts';
import { loadRows } from '#store/load-rows.ts';
import type { Asker } from '../asker.ts';

/** The keys of those of these issues that the asker sees, by id. */
export async function keysOfSeen(
  ids: readonly string[],
  { store, user }: Asker,
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await loadRows(store.read, store.dialect, { rows: { issue: ids } });
  const projects = new Map(rows.project.map((project) => [project.id, project]));
  return new Map(
    rows.issue.flatMap((issue) => {
      const project = projects.get(issue.project);
      if (!project || !seesIssue(user, project, issue)) return [];
      return [[issue.id as string, `${project.key}-${issue.number}`] as const];
    }),
  );
}

/** The issues that an issue was ever called a duplicate of, as its activity names them. */
export interface NamedOriginals {
  /** Activity that names an issue out of sight. */
  readonly hidden: ReadonlySet<string>;
  /** The record names issues by id, people by key. */
  readonly keys: ReadonlyMap<string, string>;
}

export async function namedOriginals(seq: number, asker: Asker): Promise<NamedOriginals> {
  const rows = await asker.store.read
    .selectFrom('activity')
    .select(['id', 'from_text', 'to_text'])
    .where('issue', '=', seq)
    .where('field', '=', 'duplicateOf')
    .where('kind', '<>', 'history')
    .execute();
  const namedIn = ({ from_text: from, to_text: to }: (typeof rows)[number]) =>
    [from, to].flatMap((text) => text ?? []);
  const keys = await keysOfSeen(rows.flatMap(namedIn), asker);
  const hidden = rows.filter((row) => namedIn(row).some((id) => !keys.has(id)));
  return { hidden: new Set(hidden.map(({ id }) => id)), keys };
}
