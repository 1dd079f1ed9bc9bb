import { failure, type Result, success } from '#protocol/result.ts';
import type { IssueShape } from '#protocol/shapes.ts';
import { type Scope, scopeOf } from '#store/query/viewer.ts';
import { type ChosenIssues, readWholeIssues, type WholeIssue } from '#store/query/whole-issues.ts';
import type { Asker } from '../asker.ts';
import { idOfIssue, unknownIssue } from './find-issue.ts';
import { time, timeOrNull } from './shape.ts';

type Reading = Pick<Asker['store'], 'read' | 'dialect'>;

/**
 * Whole issues as programs see them (spec/api.md), in the order of the ids; what the asker does not
 * see is left out. As many statements for a hundred issues as for one.
 */
export async function readIssueShapes(
  ids: readonly string[],
  { store, user, look }: Pick<Asker, 'store' | 'user' | 'look'>,
): Promise<IssueShape[]> {
  if (ids.length === 0) return [];
  return shapesById(ids, look?.scope ?? (await scopeOf(store.read, user)), store);
}

/** The same for whoever sees what `scope` says. */
export async function shapesById(
  ids: readonly string[],
  scope: Scope,
  store: Reading,
): Promise<IssueShape[]> {
  const shapes = await readShapes({ ids: [...new Set(ids)] }, scope, store);
  const byId = new Map(shapes.map(({ shape }) => [shape.id, shape]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** The same by row number, in their order. */
export async function shapesBySeq(
  seqs: readonly number[],
  scope: Scope,
  store: Reading,
): Promise<ReadonlyMap<number, IssueShape>> {
  if (seqs.length === 0) return new Map();
  const shapes = await readShapes({ seqs }, scope, store);
  const bySeq = new Map(shapes.map(({ seq, shape }) => [seq, shape]));
  return new Map(
    seqs.flatMap((seq) => {
      const shape = bySeq.get(seq);
      return shape === undefined ? [] : [[seq, shape]];
    }),
  );
}

/** One whole issue, by its id or key in any case. */
export async function readIssueShape(name: string, asker: Asker): Promise<Result<IssueShape>> {
  const id = await idOfIssue(name, asker.store.read);
  const [shape] = id === undefined ? [] : await readIssueShapes([id], asker);
  return shape === undefined ? failure(unknownIssue(name)) : success(shape);
}

async function readShapes(
  chosen: ChosenIssues,
  scope: Scope,
  { read, dialect }: Reading,
): Promise<{ readonly seq: number; readonly shape: IssueShape }[]> {
  const issues = await readWholeIssues(read, dialect, scope, chosen);
  return issues.map((issue) => ({ seq: issue.seq, shape: shapeOf(issue) }));
}

function shapeOf({ fields, ...named }: WholeIssue): IssueShape {
  const { project, bugAuthor } = named;
  return {
    id: fields.id,
    key: `${project.key}-${fields.number}`,
    number: fields.number,
    project,
    type: fields.type,
    title: fields.title,
    description: fields.description,
    severity: named.severity,
    priority: fields.priority,
    status: fields.status,
    reporter: named.reporter,
    assignee: named.assignee,
    resolution: fields.resolution,
    resolutionNote: fields.resolutionNote,
    fixedIn: fields.fixedIn,
    duplicateOf: named.original,
    tags: [...named.tags],
    bug:
      fields.bug === null || bugAuthor === null
        ? null
        : { ...fields.bug, environment: { ...fields.bug.environment }, author: bugAuthor },
    confidential: fields.confidential,
    watching: named.watching,
    commentCount: named.commentCount,
    attachmentCount: named.attachmentCount,
    dueDate: fields.dueDate,
    assessedAt: timeOrNull(fields.assessedAt),
    external: fields.external,
    createdAt: time(fields.createdAt),
    updatedAt: time(fields.updatedAt),
    resolvedAt: timeOrNull(fields.resolvedAt),
    closedAt: timeOrNull(fields.closedAt),
    version: fields.version,
  };
}
