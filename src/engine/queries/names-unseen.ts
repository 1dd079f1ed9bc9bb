import { among } from '#store/batch.ts';
import { scopeOf, visible } from '#store/query/viewer.ts';
import type { Asker } from '../asker.ts';
import { ISSUE_KEY } from './find-issue.ts';

/**
 * Whether one of these names, ids or keys in any case, is that of an issue or a project which the
 * asker does not see. As many statements for a hundred names as for one.
 */
export async function namesUnseen(
  names: readonly string[],
  { store: { read, dialect }, user }: Pick<Asker, 'store' | 'user'>,
): Promise<boolean> {
  const ids = names.map((name) => name.toLowerCase());
  const keys = names.map((name) => name.toUpperCase());
  const scope = await scopeOf(read, user);
  const hidden = scope.hiddenProjects ?? [];
  const project = await read
    .selectFrom('project')
    .select('n')
    .where(among(dialect, 'n', hidden))
    .where((eb) => eb.or([among(dialect, 'id', ids), among(dialect, 'key', keys)]))
    .executeTakeFirst();
  if (project !== undefined) return true;

  const parts = keys.flatMap((key) => {
    const [, of, number] = ISSUE_KEY.exec(key) ?? [];
    return of === undefined ? [] : [{ of, number: Number(number) }];
  });
  const perhaps = read
    .selectFrom('issue')
    .select(['id', 'project_key', 'number'])
    .where((eb) =>
      eb.or([
        among(dialect, 'id', ids),
        eb.and([
          among(
            dialect,
            'project_key',
            parts.map(({ of }) => of),
          ),
          among(
            dialect,
            'number',
            parts.map(({ number }) => number),
          ),
        ]),
      ]),
    );
  const seen = await perhaps.where(visible(scope, dialect)).execute();
  const isSeen = new Set(seen.map(({ id }) => id));
  return (await perhaps.execute()).some(
    ({ id, project_key, number }) =>
      !isSeen.has(id) && (ids.includes(id) || keys.includes(`${project_key}-${number}`)),
  );
}
