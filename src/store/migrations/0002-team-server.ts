import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../dialect.ts';

/**
 * Relations, attachments and saved views; the log of what changed in each version, from which live
 * updates are read; and what a team server keeps of sessions, uploads and answered requests.
 */
export async function teamServer(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const sqlite = dialect === 'sqlite';
  const text = sqlite ? 'text' : 'text collate "C"';
  const instant = sqlite ? 'integer' : 'bigint';
  const rows = sqlite ? 'strict' : '';
  const keyed = sqlite ? 'strict, without rowid' : '';
  const stamps = `created_at ${instant} not null, updated_at ${instant} not null, version ${instant} not null`;

  const statements = [
    `create table relation (id ${text} not null primary key,
       issue integer not null references issue (seq), other integer not null references issue (seq),
       kind ${text} not null, author integer not null references "user" (n), ${stamps},
       constraint relation_pair unique (issue, other, kind)) ${rows}`,
    'create index relation_other on relation (other, kind, issue)',
    'create index relation_kind on relation (kind, issue, other)',
    `create table attachment (id ${text} not null primary key,
       issue integer not null references issue (seq), comment integer references comment (seq),
       name ${text} not null, mime ${text} not null, size ${instant} not null,
       sha256 ${text} not null, author integer not null references "user" (n), ${stamps}) ${rows}`,
    'create index attachment_issue on attachment (issue, created_at, id)',
    'create index attachment_comment on attachment (comment) where comment is not null',
    'create index attachment_content on attachment (sha256)',
    `create table saved_view (id ${text} not null primary key, name ${text} not null,
       query ${text} not null, columns ${text} not null, grouping ${text} not null,
       layout ${text} not null, owner integer not null references "user" (n),
       shared integer not null, ${stamps}) ${rows}`,
    'create index saved_view_owner on saved_view (owner, name, id)',

    `create table change (v ${instant} not null, issue integer not null,
       primary key (v, issue)) ${keyed}`,
    `alter table head add column change_floor ${instant} not null default 0`,
    // What was changed before this log was kept cannot be read from it.
    'update head set change_floor = v',
    'create index tombstone_version on tombstone (v)',
    'create index notification_version on notification (version)',

    `create table auth_session (id ${text} not null primary key,
       "user" integer not null references "user" (n), created_at ${instant} not null) ${rows}`,
    'create index auth_session_user on auth_session ("user")',
    `create table refresh_token (hash ${text} not null primary key,
       session ${text} not null references auth_session (id) on delete cascade,
       expires_at ${instant} not null, used_at ${instant}) ${rows}`,
    'create index refresh_token_session on refresh_token (session)',
    'create index refresh_token_expiry on refresh_token (expires_at)',
    `create table event_ticket (hash ${text} not null primary key,
       session ${text} not null references auth_session (id) on delete cascade,
       expires_at ${instant} not null, stream_until ${instant} not null) ${rows}`,
    'create index event_ticket_session on event_ticket (session)',
    `create table idempotency ("user" integer not null references "user" (n), route ${text} not null,
       key ${text} not null, request_hash ${text} not null, status integer not null,
       answer ${text} not null, at ${instant} not null, primary key ("user", route, key)) ${keyed}`,
    'create index idempotency_at on idempotency (at)',
    `create table upload (id ${text} not null primary key,
       "user" integer not null references "user" (n),
       issue integer not null references issue (seq) on delete cascade,
       name ${text} not null, mime ${text} not null, size ${instant} not null,
       sha256 ${text} not null, received ${instant} not null, attachment ${text},
       progress_at ${instant} not null) ${rows}`,
    'create index upload_issue on upload (issue)',
    'create index upload_progress on upload (progress_at)',
    'create index upload_content on upload (sha256)',
    `create table upload_piece (upload ${text} not null references upload (id) on delete cascade,
       start ${instant} not null, size ${instant} not null, blob ${text} not null,
       primary key (upload, start)) ${keyed}`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
