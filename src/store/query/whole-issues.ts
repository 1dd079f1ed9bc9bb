import { type RawBuilder, sql } from 'kysely';
import { among } from '../batch.ts';
import type { Dialect } from '../dialect.ts';
import { type IssueFields, issueFieldsOf, selectIssues } from '../rows/issue-row.ts';
import type { Read } from '../tables.ts';
import type { PersonLabel, TagLabel } from './issue-rows.ts';
import type { SeverityLabel } from './labels.ts';
import { oneOf } from './one-of.ts';
import { type Scope, visible } from './viewer.ts';

/** An issue with everything that it names, as one viewer sees it. */
export interface WholeIssue {
  readonly fields: IssueFields;
  readonly seq: number;
  readonly project: { readonly id: string; readonly key: string; readonly name: string };
  readonly severity: SeverityLabel;
  readonly reporter: PersonLabel;
  readonly assignee: PersonLabel | null;
  readonly bugAuthor: PersonLabel | null;
  readonly tags: readonly TagLabel[];
  /** null: none, or one that the viewer does not see (spec: Confidential). */
  readonly original: { readonly id: string; readonly key: string } | null;
  /** The viewer watches it. */
  readonly watching: boolean;
  readonly commentCount: number;
  readonly attachmentCount: number;
}

/** By id or by row number. */
export type ChosenIssues =
  | { readonly ids: readonly string[] }
  | { readonly seqs: readonly number[] };

/**
 * Reads issues whole, those that `scope` does not see left out, in no order: in one statement,
 * since on PostgreSQL it is their number that a list costs.
 */
export async function readWholeIssues(
  db: Read,
  dialect: Dialect,
  scope: Scope,
  chosen: ChosenIssues,
): Promise<readonly WholeIssue[]> {
  const rows = await selectIssues(db)
    .select([
      'issue.comment_count',
      'issue.severity_rank',
      'project.key as project_key',
      'project.name as project_name',
      'severity.level as severity_level',
      'severity.colour as severity_colour',
      'reporter.username as reporter_username',
      'reporter.name as reporter_shown',
      'assignee.username as assignee_username',
      'assignee.name as assignee_shown',
      'bug_author.username as bug_author_username',
      'bug_author.name as bug_author_shown',
      'duplicate.project_key as duplicate_project',
      'duplicate.number as duplicate_number',
    ])
    .select((eb) => [
      eb
        .case()
        .when(visible(scope, dialect, 'duplicate'))
        .then(1)
        .else(0)
        .end()
        .as('sees_original'),
      eb
        .selectFrom('watcher')
        .select('watcher.user')
        .whereRef('watcher.issue', '=', 'issue.seq')
        .where('watcher.user', '=', scope.user)
        .as('watching'),
      eb
        .selectFrom('attachment')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .whereRef('attachment.issue', '=', 'issue.seq')
        .as('attachment_count'),
      eb.case().when('issue.has_tags', '=', 1).then(tagsOf(dialect)).end().as('tags'),
    ])
    .where(
      'ids' in chosen
        ? among(dialect, 'issue.id', chosen.ids)
        : oneOf(sql.ref<number>('issue.seq'), chosen.seqs, dialect),
    )
    .where(visible(scope, dialect))
    .execute();
  return rows.map((row) => ({
    fields: issueFieldsOf(row),
    seq: row.seq,
    project: { id: row.project_id, key: row.project_key, name: row.project_name },
    severity: {
      id: row.severity_id,
      level: row.severity_level,
      rank: row.severity_rank,
      colour: row.severity_colour,
    },
    reporter: {
      id: row.reporter_id,
      username: row.reporter_username,
      name: row.reporter_shown,
    },
    assignee: someoneOf(row.assignee_id, row.assignee_username, row.assignee_shown),
    bugAuthor: someoneOf(row.bug_author_id, row.bug_author_username, row.bug_author_shown),
    tags: row.tags === null ? [] : (JSON.parse(row.tags) as TagLabel[]),
    original:
      row.duplicate_id !== null && row.sees_original === 1
        ? { id: row.duplicate_id, key: `${row.duplicate_project}-${row.duplicate_number}` }
        : null,
    watching: row.watching !== null,
    commentCount: row.comment_count,
    attachmentCount: Number(row.attachment_count ?? 0),
  }));
}

function someoneOf(
  id: string | null,
  username: string | null,
  name: string | null,
): PersonLabel | null {
  return id === null || username === null || name === null ? null : { id, username, name };
}

/** The tags of `issue` by name, as JSON. */
function tagsOf(dialect: Dialect): RawBuilder<string> {
  const [list, object] =
    dialect === 'sqlite'
      ? (['json_group_array', 'json_object'] as const)
      : (['json_agg', 'json_build_object'] as const);
  const text = sql`${sql.raw(list)}(
    ${sql.raw(object)}('id', tag.id, 'name', tag.name, 'colour', tag.colour) order by tag.name_fold)`;
  return sql<string>`(select cast(${text} as text) from issue_tag
    inner join tag on tag.n = issue_tag.tag where issue_tag.issue = issue.seq)`;
}
