import type { UserId } from '#domain/ids.ts';
import type { Issue } from '#domain/issue/issue.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import type { IssueShape, PersonShape } from '#protocol/shapes.ts';
import { among } from '#store/batch.ts';
import { loadIssues, loadSeverities, loadTags, loadUsers } from '#store/load-tables.ts';
import { scopeOf, visible } from '#store/query/viewer.ts';
import type { Asker } from '../asker.ts';
import { idOfIssue, peopleOf, unknownIssue } from './find-issue.ts';
import { keysOfSeen } from './named-issues.ts';
import { person, time, timeOrNull } from './shape.ts';

type Reader = Pick<Asker, 'store' | 'user'>;

/**
 * Whole issues as programs see them (spec/api.md), in the order of the ids; what the asker does not
 * see is left out. As many statements for a hundred issues as for one.
 */
export async function readIssueShapes(
  ids: readonly string[],
  asker: Reader,
): Promise<IssueShape[]> {
  if (ids.length === 0) return [];
  const { read, dialect } = asker.store;
  const seen = await read
    .selectFrom('issue')
    .select('id')
    .where(among(dialect, 'id', [...new Set(ids)]))
    .where(visible(await scopeOf(read, asker.user), dialect))
    .execute();
  const issues = await loadIssues(
    read,
    dialect,
    seen.map(({ id }) => id),
  );
  const shapes = new Map((await shapeIssues(issues, asker)).map((shape) => [shape.id, shape]));
  return ids.flatMap((id) => shapes.get(id) ?? []);
}

/** One whole issue, by its id or key in any case. */
export async function readIssueShape(name: string, asker: Reader): Promise<Result<IssueShape>> {
  const id = await idOfIssue(name, asker.store.read);
  const [shape] = id === undefined ? [] : await readIssueShapes([id], asker);
  return shape === undefined ? failure(unknownIssue(name)) : success(shape);
}

/** Shapes issues that the asker is known to see, in their order. */
export async function shapeIssues(
  issues: readonly Issue[],
  asker: Reader,
): Promise<readonly IssueShape[]> {
  if (issues.length === 0) return [];
  const named = await namedBy(issues, asker);
  return issues.map((issue) => {
    const project = found(named.projects.get(issue.project), 'project');
    const severity = found(named.severities.get(issue.severity), 'severity');
    const counts = found(named.counts.get(issue.id), 'row');
    const whoIs = (id: UserId): PersonShape => person(found(named.people.get(id), 'person'));
    const original = issue.duplicateOf === null ? undefined : named.keys.get(issue.duplicateOf);
    return {
      id: issue.id,
      key: `${project.key}-${issue.number}`,
      number: issue.number,
      project,
      type: issue.type,
      title: issue.title,
      description: issue.description,
      severity,
      priority: issue.priority,
      status: issue.status,
      reporter: whoIs(issue.reporter),
      assignee: issue.assignee === null ? null : whoIs(issue.assignee),
      resolution: issue.resolution,
      resolutionNote: issue.resolutionNote,
      fixedIn: issue.fixedIn,
      // The original is named only to those who see it (spec: Confidential).
      duplicateOf:
        issue.duplicateOf === null || original === undefined
          ? null
          : { id: issue.duplicateOf, key: original },
      tags: issue.tags.flatMap((tag) => named.tags.get(tag) ?? []),
      bug:
        issue.bug === null
          ? null
          : {
              ...issue.bug,
              environment: { ...issue.bug.environment },
              author: whoIs(issue.bug.author),
            },
      confidential: issue.confidential,
      watching: issue.watchers.includes(asker.user.id),
      ...counts,
      dueDate: issue.dueDate,
      assessedAt: timeOrNull(issue.assessedAt),
      external: issue.external,
      createdAt: time(issue.createdAt),
      updatedAt: time(issue.updatedAt),
      resolvedAt: timeOrNull(issue.resolvedAt),
      closedAt: timeOrNull(issue.closedAt),
      version: issue.version,
    };
  });
}

/** Everything that these issues name, by id. */
async function namedBy(issues: readonly Issue[], asker: Reader) {
  const { read, dialect } = asker.store;
  const all = <T>(of: (issue: Issue) => readonly T[]) => [...new Set(issues.flatMap(of))];
  const projects = await read
    .selectFrom('project')
    .select(['id', 'key', 'name'])
    .where(
      among(
        dialect,
        'id',
        all(({ project }) => [project]),
      ),
    )
    .execute();
  const severities = await loadSeverities(
    read,
    dialect,
    all(({ severity }) => [severity]),
  );
  const tags = await loadTags(
    read,
    dialect,
    all((issue) => issue.tags),
  );
  const users = await loadUsers(
    read,
    dialect,
    all(({ reporter, assignee, bug }) => [reporter, assignee ?? [], bug?.author ?? []].flat()),
  );
  return {
    projects: new Map(projects.map((row) => [row.id, row])),
    severities: new Map(
      severities.map(({ id, level, rank, colour }) => [id, { id, level, rank, colour }]),
    ),
    tags: new Map(tags.map(({ id, name, colour }) => [id, { id, name, colour }])),
    people: peopleOf(users),
    counts: await countsOf(issues, asker),
    keys: await keysOfSeen(
      all(({ duplicateOf }) => [duplicateOf ?? []].flat()),
      asker,
    ),
  };
}

/** How many comments and files there are at each of these issues. */
async function countsOf(issues: readonly Issue[], { store: { read, dialect } }: Reader) {
  const rows = await read
    .selectFrom('issue')
    .select((eb) => [
      'issue.id',
      'issue.comment_count',
      eb
        .selectFrom('attachment')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .whereRef('attachment.issue', '=', 'issue.seq')
        .as('attachments'),
    ])
    .where(
      among(
        dialect,
        'issue.id',
        issues.map(({ id }) => id),
      ),
    )
    .execute();
  return new Map(
    rows.map(({ id, comment_count, attachments }) => [
      id,
      { commentCount: comment_count, attachmentCount: Number(attachments ?? 0) },
    ]),
  );
}

function found<T>(row: T | undefined, what: string): T {
  if (row === undefined) throw new Error(`A ${what} that an issue names is gone.`);
  return row;
}
