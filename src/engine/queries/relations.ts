import type { RelationKind } from '#domain/relation/relation.ts';
import { type Result, success } from '#protocol/result.ts';
import type { IssueRef, RelationShape } from '#protocol/shapes.ts';
import { among } from '#store/batch.ts';
import { type Scope, scopeOf, visible } from '#store/query/viewer.ts';
import type { Asker } from '../asker.ts';
import { findSeen } from './find-issue.ts';

type Reader = Pick<Asker, 'store' | 'user'>;

/** The relations of an issue, at whichever end it stands, where the asker sees the other; oldest first. */
export async function relationsOf(
  name: string,
  asker: Reader,
): Promise<Result<readonly RelationShape[]>> {
  const found = await findSeen(name, asker);
  if (!found.ok) return found;
  const { id } = found.value;
  return success((await relationsOfIssues([id], asker)).get(id) ?? []);
}

/**
 * The same of many issues, by issue; one between two of them stands under both. As many statements
 * for a hundred issues as for one.
 */
export async function relationsOfIssues(
  issues: readonly string[],
  asker: Reader,
): Promise<ReadonlyMap<string, readonly RelationShape[]>> {
  const { read, dialect } = asker.store;
  const scope = await scopeOf(read, asker.user);
  const asked = [...new Set(issues)];
  const seqs = read
    .selectFrom('issue')
    .select('issue.seq')
    .where(among(dialect, 'issue.id', asked));
  const rows = await relationRows(asker, scope)
    .where((eb) => eb.or([eb('relation.issue', 'in', seqs), eb('relation.other', 'in', seqs)]))
    .orderBy('relation.created_at')
    .orderBy('relation.id')
    .execute();
  const lists = new Map<string, RelationShape[]>();
  const wanted = new Set(asked);
  for (const shape of rows.map(shapeOf)) {
    for (const { id } of [shape.issue, shape.other]) {
      if (!wanted.has(id)) continue;
      const list = lists.get(id);
      if (list) list.push(shape);
      else lists.set(id, [shape]);
    }
  }
  return lists;
}

/** One relation, where the asker sees both ends. */
export async function readRelation(id: string, asker: Reader): Promise<RelationShape | undefined> {
  const scope = await scopeOf(asker.store.read, asker.user);
  const row = await relationRows(asker, scope).where('relation.id', '=', id).executeTakeFirst();
  return row && shapeOf(row);
}

/** Relations whose both ends are seen: `visible` speaks of `issue`, so each end is asked for by itself. */
function relationRows({ store: { read, dialect } }: Reader, scope: Scope) {
  const seen = () =>
    read
      .selectFrom('issue')
      .select(['issue.seq', 'issue.id', 'issue.project_key', 'issue.number', 'issue.title'])
      .where(visible(scope, dialect));
  return read
    .selectFrom('relation')
    .innerJoin(seen().as('one'), 'one.seq', 'relation.issue')
    .innerJoin(seen().as('other'), 'other.seq', 'relation.other')
    .select(['relation.id', 'relation.kind'])
    .select(['one.id as one_id', 'one.project_key as one_project'])
    .select(['one.number as one_number', 'one.title as one_title'])
    .select(['other.id as other_id', 'other.project_key as other_project'])
    .select(['other.number as other_number', 'other.title as other_title']);
}

type Row = Awaited<ReturnType<ReturnType<typeof relationRows>['execute']>>[number];

function shapeOf(row: Row): RelationShape {
  return {
    id: row.id,
    kind: row.kind as RelationKind,
    issue: ref(row.one_id, row.one_project, row.one_number, row.one_title),
    other: ref(row.other_id, row.other_project, row.other_number, row.other_title),
  };
}

function ref(id: string, project: string, number: number, title: string): IssueRef {
  return { id, key: `${project}-${number}`, title };
}
