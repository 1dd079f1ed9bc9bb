import { failure, type Result, success } from '#protocol/result.ts';
import type { IssueShape } from '#protocol/shapes.ts';
import type { Look } from '#store/list-issues.ts';
import { type Scope, scopeOf, sees } from '#store/query/viewer.ts';
import { readWholeIssues, type WholeIssue } from '#store/query/whole-issues.ts';
import type { Asker } from '../asker.ts';
import { idOfIssue, unknownIssue } from './find-issue.ts';
import { time, timeOrNull } from './shape.ts';

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
  { read, dialect }: Pick<Asker['store'], 'read' | 'dialect'>,
): Promise<IssueShape[]> {
  const issues = await readWholeIssues(read, dialect, { ids: [...new Set(ids)] });
  const byId = new Map<string, WholeIssue>(issues.map((issue) => [issue.fields.id, issue]));
  return ids.flatMap((id) => {
    const issue = byId.get(id);
    return issue !== undefined && sees(scope, issue.visibility) ? [shapeOf(issue, scope)] : [];
  });
}

/** The same by row number, in their order, as is known of a moment. */
export async function shapesBySeq(
  seqs: readonly number[],
  { issues, scope }: Look,
): Promise<ReadonlyMap<number, IssueShape>> {
  const found = await issues(seqs);
  const shapes = new Map<number, IssueShape>();
  for (const seq of seqs) {
    const issue = found.get(seq);
    if (issue !== undefined && sees(scope, issue.visibility)) {
      shapes.set(seq, sharedShapeOf(issue, scope));
    }
  }
  return shapes;
}

/** One whole issue, by its id or key in any case. */
export async function readIssueShape(name: string, asker: Asker): Promise<Result<IssueShape>> {
  const id = await idOfIssue(name, asker.store.read);
  const [shape] = id === undefined ? [] : await readIssueShapes([id], asker);
  return shape === undefined ? failure(unknownIssue(name)) : success(shape);
}

/** Shapes of issues that lists keep, by whether the asker watches; they go with the issues. */
const watched = new WeakMap<WholeIssue, IssueShape>();
const unwatched = new WeakMap<WholeIssue, IssueShape>();

/** Frozen, since all share it who see and watch the issue alike. What it duplicates is not shown to all. */
function sharedShapeOf(issue: WholeIssue, scope: Scope): IssueShape {
  if (issue.original !== null) return shapeOf(issue, scope);
  const shapes = issue.watchers.includes(scope.user) ? watched : unwatched;
  const known = shapes.get(issue);
  if (known !== undefined) return known;
  const shape = Object.freeze(shapeOf(issue, scope));
  shapes.set(issue, shape);
  return shape;
}

function shapeOf({ fields, ...named }: WholeIssue, scope: Scope): IssueShape {
  const { project, bugAuthor, original } = named;
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
    duplicateOf:
      original !== null && sees(scope, original.visibility)
        ? { id: original.id, key: original.key }
        : null,
    tags: [...named.tags],
    bug:
      fields.bug === null || bugAuthor === null
        ? null
        : { ...fields.bug, environment: { ...fields.bug.environment }, author: bugAuthor },
    confidential: fields.confidential,
    watching: named.watchers.includes(scope.user),
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
