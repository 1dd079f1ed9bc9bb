import { type RawBuilder, sql } from 'kysely';
import { isAmong, listParameter } from '../batch.ts';
import type { Dialect } from '../dialect.ts';
import { Prepared, type SlotOf } from '../prepared.ts';
import { type IssueFields, issueFieldsOf, selectIssues } from '../rows/issue-row.ts';
import type { Read } from '../tables.ts';
import type { PersonLabel, TagLabel } from './issue-rows.ts';
import type { SeverityLabel } from './labels.ts';
import type { Visibility } from './viewer.ts';

/** An issue with everything that it names; `sees` says who may be shown it. */
export interface WholeIssue {
  readonly fields: IssueFields;
  readonly seq: number;
  readonly visibility: Visibility;
  readonly project: { readonly id: string; readonly key: string; readonly name: string };
  readonly severity: SeverityLabel;
  readonly reporter: PersonLabel;
  readonly assignee: PersonLabel | null;
  readonly bugAuthor: PersonLabel | null;
  readonly tags: readonly TagLabel[];
  /** What it duplicates: named to those alone who see that one too (spec: Confidential). */
  readonly original: Original | null;
  /** By `user.n`. */
  readonly watchers: readonly number[];
  readonly commentCount: number;
  readonly attachmentCount: number;
}

export interface Original {
  readonly id: string;
  readonly key: string;
  readonly visibility: Visibility;
}

/** By id or by row number. */
export type ChosenIssues =
  | { readonly ids: readonly string[] }
  | { readonly seqs: readonly number[] };

/**
 * Reads issues whole, in no order, whoever may see them; in one statement, since on PostgreSQL it is
 * their number that a list costs.
 */
export async function readWholeIssues(
  db: Read,
  dialect: Dialect,
  chosen: ChosenIssues,
): Promise<readonly WholeIssue[]> {
  const [statement, list] =
    'ids' in chosen ? [BY_ID[dialect], chosen.ids] : [BY_SEQ[dialect], chosen.seqs];
  const rows = await statement.rows(db, { list: listParameter(dialect, list) });
  return rows.map((row) => ({
    fields: issueFieldsOf(row),
    seq: row.seq,
    visibility: {
      project: row.project_n,
      reporter: row.reporter_n,
      assignee: row.assignee_n,
      confidential: row.confidential === 1,
    },
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
    original: originalOf(row),
    watchers: row.watchers === null ? [] : row.watchers.split(',').map(Number),
    commentCount: row.comment_count,
    attachmentCount: Number(row.attachment_count ?? 0),
  }));
}

function wholeBy(dialect: Dialect, column: 'issue.id' | 'issue.seq', type: 'text' | 'int') {
  return new Prepared((db, slot: SlotOf<{ readonly list: unknown }>) =>
    selectIssues(db)
      .select([
        'issue.comment_count',
        'issue.severity_rank',
        'issue.project as project_n',
        'issue.reporter as reporter_n',
        'issue.assignee as assignee_n',
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
        'duplicate.project as duplicate_project_n',
        'duplicate.reporter as duplicate_reporter',
        'duplicate.assignee as duplicate_assignee',
        'duplicate.confidential as duplicate_confidential',
      ])
      .select((eb) => [
        watchersOf(dialect).as('watchers'),
        eb
          .selectFrom('attachment')
          .select(({ fn }) => fn.countAll<number>().as('n'))
          .whereRef('attachment.issue', '=', 'issue.seq')
          .as('attachment_count'),
        eb.case().when('issue.has_tags', '=', 1).then(tagsOf(dialect)).end().as('tags'),
      ])
      .where(isAmong(dialect, sql.ref(column), type, slot('list')))
      .compile(),
  );
}

const BY_ID = {
  sqlite: wholeBy('sqlite', 'issue.id', 'text'),
  postgres: wholeBy('postgres', 'issue.id', 'text'),
};
const BY_SEQ = {
  sqlite: wholeBy('sqlite', 'issue.seq', 'int'),
  postgres: wholeBy('postgres', 'issue.seq', 'int'),
};

function someoneOf(
  id: string | null,
  username: string | null,
  name: string | null,
): PersonLabel | null {
  return id === null || username === null || name === null ? null : { id, username, name };
}

interface DuplicateColumns {
  readonly duplicate_id: string | null;
  readonly duplicate_project: string | null;
  readonly duplicate_number: number | null;
  readonly duplicate_project_n: number | null;
  readonly duplicate_reporter: number | null;
  readonly duplicate_assignee: number | null;
  readonly duplicate_confidential: number | null;
}

function originalOf(row: DuplicateColumns): Original | null {
  const { duplicate_id: id, duplicate_project_n: project, duplicate_reporter: reporter } = row;
  if (id === null || project === null || reporter === null) return null;
  return {
    id,
    key: `${row.duplicate_project}-${row.duplicate_number}`,
    visibility: {
      project,
      reporter,
      assignee: row.duplicate_assignee,
      confidential: row.duplicate_confidential === 1,
    },
  };
}

function watchersOf(dialect: Dialect): RawBuilder<string | null> {
  const list =
    dialect === 'sqlite' ? sql`group_concat("user")` : sql`string_agg("user"::text, ',')`;
  return sql<string | null>`(select ${list} from watcher where watcher.issue = issue.seq)`;
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
