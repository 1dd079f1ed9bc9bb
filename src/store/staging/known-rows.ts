import type { IssueId } from '#domain/ids.ts';
import type { Project } from '#domain/project/project.ts';
import type { Severity } from '#domain/severity/severity.ts';
import type { Tag } from '#domain/tag/tag.ts';
import type { User } from '#domain/user/user.ts';
import type { Workflow } from '#domain/workflow/workflow.ts';
import type { Workspace } from '#domain/workspace.ts';
import type { LoadTable } from '../load-tables.ts';
import {
  loadProjects,
  loadSeverities,
  loadTags,
  loadUsers,
  loadWorkflows,
  loadWorkspaces,
} from '../load-tables.ts';
import type { Store } from '../store.ts';

/** A row with the small integer that stands for it in other rows. */
export interface NumberedRow<Row> {
  readonly row: Row;
  readonly n: number;
}

/** Everything that issues can name, whole, as it is when an import begins. */
export interface KnownRows {
  /** Read before the rows: whatever has a later version was changed since. */
  readonly version: number;
  /** The last row numbers that were given out. */
  readonly issueSeq: number;
  readonly commentSeq: number;
  readonly workspace: Workspace;
  readonly workflows: readonly Workflow[];
  readonly users: readonly NumberedRow<User>[];
  readonly projects: readonly NumberedRow<Project>[];
  readonly severities: readonly NumberedRow<Severity>[];
  readonly tags: readonly NumberedRow<Tag>[];
}

export async function loadKnownRows(store: Store): Promise<KnownRows> {
  const { read, dialect } = store;
  const head = await read
    .selectFrom('head')
    .select(['v', 'issue_seq', 'comment_seq'])
    .executeTakeFirstOrThrow();
  const numbered = async <Row extends { readonly id: string }>(
    table: 'user' | 'project' | 'severity' | 'tag',
    load: LoadTable<Row>,
  ): Promise<readonly NumberedRow<Row>[]> => {
    const numbers = await read.selectFrom(table).select(['id', 'n']).orderBy('n').execute();
    const ids = numbers.map(({ id }) => id);
    const rows = new Map((await load(read, dialect, ids)).map((row) => [row.id, row]));
    return numbers.flatMap(({ id, n }) => {
      const row = rows.get(id);
      return row === undefined ? [] : [{ row, n }];
    });
  };
  const all = async (table: 'workspace' | 'workflow') =>
    (await read.selectFrom(table).select('id').orderBy('id').execute()).map(({ id }) => id);
  const [workspace] = await loadWorkspaces(read, dialect, await all('workspace'));
  if (workspace === undefined) throw new Error('Only a workspace that has begun takes an import.');
  return {
    version: head.v,
    issueSeq: head.issue_seq,
    commentSeq: head.comment_seq,
    workspace,
    workflows: await loadWorkflows(read, dialect, await all('workflow')),
    users: await numbered('user', loadUsers),
    projects: await numbered('project', loadProjects),
    severities: await numbered('severity', loadSeverities),
    tags: await numbered('tag', loadTags),
  };
}

/** An issue that came from elsewhere, and under which name. */
export interface ExternalRow {
  readonly source: string;
  readonly externalId: string;
  readonly id: IssueId;
}

const PAGE = 5000;

/** Every issue with an external id, in pages between which other reads can go on. */
export async function* externalRows(store: Store): AsyncGenerator<readonly ExternalRow[]> {
  for (let after = 0; ; ) {
    const rows = await store.read
      .selectFrom('issue_text')
      .innerJoin('issue', 'issue.seq', 'issue_text.issue')
      .select(['issue_text.issue', 'issue.id', 'external_source', 'external_id'])
      .where('issue_text.issue', '>', after)
      .where('external_id', 'is not', null)
      .orderBy('issue_text.issue')
      .limit(PAGE)
      .execute();
    yield rows.map((row) => ({
      source: row.external_source ?? '',
      externalId: row.external_id ?? '',
      id: row.id as IssueId,
    }));
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last.issue;
  }
}
