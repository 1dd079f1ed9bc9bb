import type { NameRequest } from '#domain/query/suggest.ts';
import { foldCase } from '#domain/text.ts';
import { scopeOf, type Viewer, visible } from '#store/query/viewer.ts';
import type { Asker } from '../asker.ts';

type Reader = Pick<Asker, 'store'> & { readonly user: Viewer };

export interface OpenName {
  readonly name: string;
  /** What it is in words, such as a person's full name. */
  readonly about: string;
}

/** Names of a kind that begin with a prefix, ignoring case, among what the asker sees. */
export async function findOpenNames(
  { kind, prefix, key }: NameRequest,
  asker: Reader,
  count: number,
): Promise<readonly OpenName[]> {
  const { read } = asker.store;
  const from = foldCase(prefix);
  const to = `${from}\u{10FFFF}`;
  switch (kind) {
    case 'person': {
      const rows = await read
        .selectFrom('user')
        .select(['username as name', 'name as about'])
        .where('username', '>=', from)
        .where('username', '<', to)
        .orderBy('username')
        .limit(count)
        .execute();
      return rows;
    }
    case 'tag': {
      const rows = await read
        .selectFrom('tag')
        .select('name')
        .where('name_fold', '>=', from)
        .where('name_fold', '<', to)
        .orderBy('name_fold')
        .limit(count)
        .execute();
      return rows.map(({ name }) => ({ name, about: 'Tag' }));
    }
    case 'severity': {
      const rows = await read
        .selectFrom('severity')
        .select(['level as name', 'description as about'])
        .where('level_fold', '>=', from)
        .where('level_fold', '<', to)
        .orderBy('rank')
        .limit(count)
        .execute();
      return rows;
    }
    case 'status': {
      const rows = await read.selectFrom('workflow').select('states').execute();
      return statesOf(rows.map(({ states }) => states))
        .filter(({ name }) => name.startsWith(foldCase(prefix)))
        .slice(0, count);
    }
    case 'project': {
      const scope = await scopeOf(read, asker.user);
      const rows = await read
        .selectFrom('project')
        .select(['n', 'key as name', 'name as about'])
        .where('key', '>=', from.toUpperCase())
        .where('key', '<', to.toUpperCase())
        .orderBy('key')
        .execute();
      const hidden = new Set(scope.hiddenProjects ?? []);
      return rows.filter(({ n }) => !hidden.has(n)).slice(0, count);
    }
    case 'key':
      return findIssueKeys(prefix, asker, count);
    case 'env':
      return findEnvironment(key, from, asker, count);
  }
}

function statesOf(texts: readonly string[]): readonly OpenName[] {
  const found = new Map<string, OpenName>();
  for (const text of texts) {
    for (const { name, label } of JSON.parse(text) as { name: string; label: string }[]) {
      if (!found.has(name)) found.set(name, { name, about: label });
    }
  }
  return [...found.values()];
}

async function findIssueKeys(
  prefix: string,
  { store, user }: Reader,
  count: number,
): Promise<readonly OpenName[]> {
  const parts = /^([A-Za-z][A-Za-z0-9]*)-(\d{1,9})$/.exec(prefix);
  if (!parts?.[1] || !parts[2]) return [];
  const rows = await store.read
    .selectFrom('issue')
    .select(['project_key', 'number', 'title'])
    .where('project_key', '=', parts[1].toUpperCase())
    .where('number', '=', Number(parts[2]))
    .where(visible(await scopeOf(store.read, user), store.dialect))
    .limit(count)
    .execute();
  return rows.map(({ project_key, number, title }) => ({
    name: `${project_key}-${number}`,
    about: title,
  }));
}

async function findEnvironment(
  key: string | null,
  from: string,
  { store, user }: Reader,
  count: number,
): Promise<readonly OpenName[]> {
  let query = store.read
    .selectFrom('issue_environment')
    .innerJoin('issue', 'issue.seq', 'issue_environment.issue')
    .select(['issue_environment.key', 'issue_environment.value'])
    .distinct()
    .where('issue_environment.value', '>=', from)
    .where('issue_environment.value', '<', `${from}\u{10FFFF}`)
    .where(visible(await scopeOf(store.read, user), store.dialect))
    .orderBy('issue_environment.value')
    .limit(count);
  if (key !== null) query = query.where('issue_environment.key', '=', foldCase(key));
  const rows = await query.execute();
  return rows.map(({ key: about, value }) => ({ name: value, about }));
}
