import type { ActivityKind } from '#domain/activity/activity.ts';
import type { ExportRecord } from '#domain/import/export-record.ts';
import type { Issue } from '#domain/issue/issue.ts';
import { seesIssue } from '#domain/permissions.ts';
import type { Project } from '#domain/project/project.ts';
import type { User } from '#domain/user/user.ts';
import { among } from '#store/batch.ts';
import { loadRows } from '#store/load-rows.ts';
import type { Store } from '#store/store.ts';
import { namedIssues, shownText } from '../queries/named-issues.ts';
import { time, timeOrNull } from '../queries/shape.ts';

type Comments = ExportRecord['comments'];
type Assignments = ExportRecord['assignments'];
type Activity = ExportRecord['activity'];

/**
 * Issues whole, as lines of our JSON Lines, in the order of their row numbers as given. What was
 * deleted meanwhile is left out, and so is the key of a duplicate that the reader does not see.
 */
export async function readRecords(
  store: Store,
  seqs: readonly number[],
  reader: User,
): Promise<readonly ExportRecord[]> {
  const { read, dialect } = store;
  const found = await read
    .selectFrom('issue')
    .select(['seq', 'id', 'project_key'])
    .where(among(dialect, 'seq', seqs))
    .execute();
  const bySeq = new Map(found.map((row) => [row.seq, row]));
  const { rows } = await loadRows(read, dialect, {
    rows: { issue: found.map(({ id }) => id) },
  });
  const originals = await loadRows(read, dialect, {
    rows: { issue: rows.issue.flatMap(({ duplicateOf }) => duplicateOf ?? []) },
  });
  const projects = new Map(
    [...rows.project, ...originals.rows.project].map((project) => [project.id, project]),
  );
  const keys = seenKeys(originals.rows.issue, projects, reader);
  const issues = new Map(rows.issue.map((issue) => [issue.id as string, issue]));
  const levels = new Map(rows.severity.map(({ id, level }) => [id, level]));
  const tags = new Map(rows.tag.map(({ id, name }) => [id, name]));
  const comments = await commentsOf(read, dialect, seqs);
  const assignments = await assignmentsOf(read, dialect, seqs);
  const activity = await activityOf(store, seqs, reader);
  const names = await usernamesOf(read, dialect, rows.issue);
  const nameOf = (id: string) => named(names.get(id), `The person ${id}`);

  return seqs.flatMap((seq): ExportRecord[] => {
    const row = bySeq.get(seq);
    const issue = row && issues.get(row.id);
    const project = issue && projects.get(issue.project);
    if (row === undefined || issue === undefined || project === undefined) return [];
    return [
      {
        key: `${project.key}-${issue.number}`,
        id: issue.id,
        project: project.key,
        type: issue.type,
        title: issue.title,
        description: issue.description,
        bug: issue.bug && {
          ...issue.bug,
          environment: { ...issue.bug.environment },
          author: nameOf(issue.bug.author),
        },
        severity: named(levels.get(issue.severity), `The severity ${issue.severity}`),
        priority: issue.priority,
        status: issue.status,
        reporter: nameOf(issue.reporter),
        assignee: issue.assignee && nameOf(issue.assignee),
        resolution: issue.resolution,
        resolutionNote: issue.resolutionNote,
        fixedIn: issue.fixedIn,
        duplicateOf: issue.duplicateOf && (keys.get(issue.duplicateOf) ?? null),
        tags: issue.tags.map((tag) => named(tags.get(tag), `The tag ${tag}`)).sort(),
        watchers: issue.watchers.map(nameOf).sort(),
        confidential: issue.confidential,
        dueDate: issue.dueDate,
        assessedAt: timeOrNull(issue.assessedAt),
        createdAt: time(issue.createdAt),
        updatedAt: time(issue.updatedAt),
        resolvedAt: timeOrNull(issue.resolvedAt),
        closedAt: timeOrNull(issue.closedAt),
        external: issue.external,
        comments: comments.get(seq) ?? [],
        assignments: assignments.get(seq) ?? [],
        activity: activity.get(seq) ?? [],
      },
    ];
  });
}

function named(name: string | undefined, what: string): string {
  if (name === undefined) throw new Error(`${what} is gone, and an issue still names it.`);
  return name;
}

/** The keys of those of these issues that the reader sees. */
function seenKeys(
  issues: readonly Issue[],
  projects: ReadonlyMap<string, Project>,
  reader: User,
): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  for (const issue of issues) {
    const project = projects.get(issue.project);
    if (project === undefined || !seesIssue(reader, project, issue)) continue;
    keys.set(issue.id, `${project.key}-${issue.number}`);
  }
  return keys;
}

type Read = Store['read'];
type Dialect = Store['dialect'];

async function usernamesOf(
  read: Read,
  dialect: Dialect,
  issues: readonly Issue[],
): Promise<ReadonlyMap<string, string>> {
  const ids = new Set<string>();
  for (const { reporter, assignee, bug, watchers } of issues) {
    for (const id of [reporter, assignee, bug?.author, ...watchers]) if (id) ids.add(id);
  }
  const rows = await read
    .selectFrom('user')
    .select(['id', 'username'])
    .where(among(dialect, 'id', [...ids]))
    .execute();
  return new Map(rows.map(({ id, username }) => [id, username]));
}

async function commentsOf(read: Read, dialect: Dialect, seqs: readonly number[]) {
  const rows = await read
    .selectFrom('comment')
    .innerJoin('user', 'user.n', 'comment.author')
    .select(['comment.issue', 'comment.id', 'username', 'content'])
    .select(['comment.created_at', 'edited_at'])
    .where(among(dialect, 'comment.issue', seqs))
    .orderBy('comment.issue')
    .orderBy('comment.created_at')
    .orderBy('comment.seq')
    .execute();
  return byIssue(rows, (row): Comments[number] => ({
    id: row.id,
    author: row.username,
    content: row.content,
    createdAt: time(row.created_at),
    editedAt: timeOrNull(row.edited_at),
  }));
}

async function assignmentsOf(read: Read, dialect: Dialect, seqs: readonly number[]) {
  const rows = await read
    .selectFrom('assignment')
    .innerJoin('user as assignee', 'assignee.n', 'assignment.assignee')
    .innerJoin('user as assigner', 'assigner.n', 'assignment.assigned_by')
    .leftJoin('rule', 'rule.id', 'assignment.rule')
    .select(['assignment.issue', 'assignment.id', 'assigned_at', 'status', 'ended_at'])
    .select(['assignee.username as assignee', 'assigner.username as assigner'])
    .select('rule.name as rule')
    .where(among(dialect, 'assignment.issue', seqs))
    .orderBy('assignment.issue')
    .orderBy('assigned_at')
    .orderBy('assignment.id')
    .execute();
  return byIssue(rows, (row): Assignments[number] => ({
    id: row.id,
    assignee: row.assignee,
    assignedBy: row.assigner,
    assignedAt: time(row.assigned_at),
    status: row.status as Assignments[number]['status'],
    endedAt: timeOrNull(row.ended_at),
    rule: row.rule,
  }));
}

/** What names an issue names it by key, and is left out where the reader does not see it. */
async function activityOf(store: Store, seqs: readonly number[], user: User) {
  const { read, dialect } = store;
  const rows = await read
    .selectFrom('activity')
    .innerJoin('user', 'user.n', 'activity.actor')
    .select(['activity.issue', 'activity.id', 'at', 'username', 'kind'])
    .select(['field', 'from_text as from', 'to_text as to'])
    .where(among(dialect, 'activity.issue', seqs))
    .orderBy('activity.issue')
    .orderBy('at')
    .orderBy('activity.id')
    .execute();
  const entries = rows.map((row) => ({ ...row, kind: row.kind as ActivityKind }));
  const { hidden, keys } = await namedIssues(entries, { store, user });
  const seen = entries.filter(({ id }) => !hidden.has(id));
  return byIssue(seen, (row): Activity[number] => {
    const [from, to] = [shownText(row.from, row, keys), shownText(row.to, row, keys)];
    return {
      id: row.id,
      at: time(row.at),
      actor: row.username,
      kind: row.kind,
      ...(row.field === null ? {} : { field: row.field }),
      ...(from === null ? {} : { from }),
      ...(to === null ? {} : { to }),
    };
  });
}

function byIssue<Row extends { readonly issue: number }, Part>(
  rows: readonly Row[],
  part: (row: Row) => Part,
): ReadonlyMap<number, Part[]> {
  const parts = new Map<number, Part[]>();
  for (const row of rows) {
    const known = parts.get(row.issue);
    if (known === undefined) parts.set(row.issue, [part(row)]);
    else known.push(part(row));
  }
  return parts;
}
