import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../dialect.ts';
import { createSearchTables } from '../search/search-tables.ts';

/** The tables of `../tables.ts`, which explains their shape. */
export async function firstTables(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const sqlite = dialect === 'sqlite';
  const text = sqlite ? 'text' : 'text collate "C"';
  const instant = sqlite ? 'integer' : 'bigint';
  /** A row number that the database gives on SQLite for free: the b-tree's own key. */
  const rowid = sqlite ? 'integer primary key' : 'integer not null primary key';
  const rows = sqlite ? 'strict' : '';
  /** For a table that is read by its key alone: the rows live in the key's b-tree. */
  const keyed = sqlite ? 'strict, without rowid' : '';
  const stamps = `created_at ${instant} not null, updated_at ${instant} not null, version ${instant} not null`;

  const statements = [
    `create table head (one integer not null primary key check (one = 1), v ${instant} not null,
       tag ${text} not null, epoch ${text} not null, issue_seq integer not null,
       comment_seq integer not null) ${rows}`,
    `create table "user" (n ${rowid}, id ${text} not null constraint user_id unique,
       username ${text} not null constraint user_username unique, name ${text} not null,
       email ${text}, email_fold ${text} constraint user_email unique, role ${text} not null,
       blocked integer not null, password_hash ${text}, ${stamps}) ${rows}`,
    `create table workflow (id ${text} not null primary key, name ${text} not null,
       name_fold ${text} not null constraint workflow_name unique, initial ${text} not null,
       states ${text} not null, transitions ${text} not null, permissions ${text} not null,
       ${stamps}) ${rows}`,
    `create table workspace (id ${text} not null primary key, name ${text} not null,
       default_workflow ${text} not null references workflow (id), ${stamps}) ${rows}`,
    `create table project (n ${rowid}, id ${text} not null constraint project_id unique,
       key ${text} not null constraint project_key unique, name ${text} not null,
       description ${text} not null, visibility ${text} not null,
       workflow ${text} references workflow (id), archived integer not null,
       next_number integer not null, ${stamps}) ${rows}`,
    `create table project_member (project integer not null references project (n) on delete cascade,
       "user" integer not null references "user" (n), primary key (project, "user")) ${keyed}`,
    'create index project_member_user on project_member ("user", project)',
    `create table severity (n ${rowid}, id ${text} not null constraint severity_id unique,
       level ${text} not null, level_fold ${text} not null constraint severity_level unique,
       description ${text} not null, rank integer not null, colour ${text} not null,
       author integer references "user" (n), ${stamps}) ${rows}`,
    `create table tag (n ${rowid}, id ${text} not null constraint tag_id unique,
       name ${text} not null, name_fold ${text} not null constraint tag_name unique,
       colour ${text} not null, ${stamps}) ${rows}`,
    `create table state (n ${rowid}, name ${text} not null constraint state_name unique) ${rows}`,
    `create table rule (id ${text} not null primary key,
       project integer not null references project (n), name ${text} not null,
       position integer not null, condition ${text} not null, candidates ${text} not null,
       strategy ${text} not null, enabled integer not null, ${stamps}) ${rows}`,
    'create index rule_project on rule (project, position, id)',
    `create table command (id ${text} not null primary key,
       "user" integer not null references "user" (n), name ${text} not null,
       args_hash ${text} not null, outcome ${text} not null, v ${instant} not null,
       at ${instant} not null) ${rows}`,
    `create table tombstone (kind ${text} not null, id ${text} not null, v ${instant} not null,
       seq integer, primary key (kind, id)) ${keyed}`,

    `create table issue (seq ${rowid}, id ${text} not null constraint issue_id unique,
       project integer not null references project (n), project_key ${text} not null,
       number integer not null, type integer not null, title ${text} not null,
       title_sort ${text} not null, status integer not null references state (n),
       category integer not null, severity integer not null references severity (n),
       severity_rank integer not null, priority integer not null,
       reporter integer not null references "user" (n), reporter_name ${text} not null,
       assignee integer references "user" (n), assignee_name ${text}, resolution integer,
       duplicate_of integer references issue (seq) deferrable initially deferred,
       confidential integer not null, due integer, assessed_at ${instant}, resolved_at ${instant},
       closed_at ${instant}, comment_count integer not null, has_steps integer not null,
       has_tags integer not null, has_environment integer not null,
       ${stamps}, constraint issue_key unique (project_key, number)) ${rows}`,
    'create index issue_created on issue (created_at, seq)',
    'create index issue_updated on issue (updated_at, seq)',
    'create index issue_title on issue (title_sort, seq)',
    'create index issue_severity on issue (severity_rank, seq)',
    'create index issue_priority on issue (priority, seq)',
    'create index issue_category on issue (category, seq)',
    'create index issue_reporter on issue (reporter_name, seq)',
    'create index issue_assignee on issue (assignee_name, seq)',
    'create index issue_due on issue (due, seq)',
    // An absent value stands last both ways; SQLite walks one index for both, PostgreSQL needs two.
    ...(sqlite
      ? []
      : [
          'create index issue_assignee_falling on issue (assignee_name desc nulls last, seq desc)',
          'create index issue_due_falling on issue (due desc nulls last, seq desc)',
        ]),
    `create index issue_facts on issue (project, category, status, severity, severity_rank, priority,
       type, assignee, reporter, resolution, confidential, updated_at, created_at, due, resolved_at,
       closed_at, assessed_at, comment_count, has_steps, has_tags, has_environment, project_key,
       number, assignee_name, reporter_name)`,
    `create index issue_load on issue (assignee, category, severity_rank)
       where assignee is not null`,
    'create index issue_by_severity on issue (severity)',
    'create index issue_duplicate on issue (duplicate_of) where duplicate_of is not null',

    `create table issue_text (issue ${rowid} references issue (seq) on delete cascade,
       description ${text} not null, resolution_note ${text}, fixed_in ${text},
       external_source ${text}, external_id ${text}, external_url ${text}, import_mark ${text},
       bug_steps ${text}, bug_expected ${text}, bug_actual ${text}, bug_frequency ${text},
       bug_environment ${text}, bug_author integer references "user" (n)) ${rows}`,
    `create unique index issue_external on issue_text (external_source, external_id)
       where external_id is not null`,
    `create table issue_environment (issue integer not null references issue (seq) on delete cascade,
       key ${text} not null, value ${text} not null, primary key (issue, key, value)) ${keyed}`,
    'create index issue_environment_value on issue_environment (value, key, issue)',
    `create table issue_tag (issue integer not null references issue (seq) on delete cascade,
       tag integer not null references tag (n), primary key (issue, tag)) ${keyed}`,
    'create index issue_tag_tag on issue_tag (tag, issue)',
    `create table watcher (issue integer not null references issue (seq) on delete cascade,
       "user" integer not null references "user" (n), primary key (issue, "user")) ${keyed}`,
    'create index watcher_user on watcher ("user", issue)',

    `create table comment (seq ${rowid}, id ${text} not null constraint comment_id unique,
       issue integer not null references issue (seq), author integer not null references "user" (n),
       content ${text} not null, edited_at ${instant}, ${stamps}) ${rows}`,
    'create index comment_issue on comment (issue, created_at, seq)',
    `create table assignment (id ${text} not null primary key,
       issue integer not null references issue (seq),
       assignee integer not null references "user" (n),
       assigned_by integer not null references "user" (n), assigned_at ${instant} not null,
       status ${text} not null, ended_at ${instant}, rule ${text}, ${stamps}) ${rows}`,
    `create unique index assignment_open on assignment (issue) where status <> 'completed'`,
    'create index assignment_issue on assignment (issue, assigned_at, id)',
    'create index assignment_assignee on assignment (assignee, assigned_at)',
    `create index assignment_rule on assignment (rule, assignee, assigned_at)
       where rule is not null`,
    `create table notification (id ${text} not null primary key,
       recipient integer not null references "user" (n), kind ${text} not null,
       issue integer not null references issue (seq), actor integer not null references "user" (n),
       message ${text} not null, read_at ${instant}, ${stamps}) ${rows}`,
    'create index notification_recipient on notification (recipient, created_at, id)',
    `create index notification_unread on notification (recipient, issue) where read_at is null`,
    'create index notification_issue on notification (issue)',
    `create table activity (issue integer not null, at ${instant} not null, id ${text} not null,
       kind ${text} not null, actor integer not null references "user" (n), field ${text},
       from_text ${text}, to_text ${text}, primary key (issue, at, id)) ${keyed}`,

    `create table draft ("user" integer not null references "user" (n), key ${text} not null,
       body ${text} not null, at ${instant} not null, primary key ("user", key)) ${keyed}`,
    `create table setting ("user" integer not null references "user" (n), key ${text} not null,
       value ${text} not null, primary key ("user", key)) ${keyed}`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
  await createSearchTables(db, dialect);
}
