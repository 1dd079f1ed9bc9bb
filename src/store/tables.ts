import type { Kysely } from 'kysely';
import type { DraftTable, SettingTable } from './personal-tables.ts';
import type { SearchGapTable, WordEntryTable } from './search/search-tables.ts';
import type {
  AuthSessionTable,
  EventTicketTable,
  IdempotencyTable,
  RefreshTokenTable,
  UploadPieceTable,
  UploadTable,
} from './server-tables.ts';

/**
 * The tables as SQL has them, the same on SQLite and PostgreSQL (`migrations/` makes them).
 *
 * The shape follows from one measurement: lists scan, so what they scan must be narrow.
 *
 * - `issue` holds what lists show, filter and sort by, and nothing long. `seq` is its row number,
 *   `id` the issue's UUID. Everything else that points to an issue points to `seq`, which is never
 *   used twice, so that the activity of a deleted issue stays its own.
 * - `user`, `project`, `severity`, `tag` and the names of states have a small integer `n` beside
 *   their id; `issue` names them by it. `status` is the `n` of a name in `state`, the same for every
 *   workflow that has a state of that name. Closed lists are numbers too (`codes.ts`).
 * - Sorting needs no join: `project_key` and `number` (the key), `title_sort` (the folded title),
 *   `severity_rank`, `priority`, `category`, `assignee_name` and `reporter_name` (usernames), and the
 *   dates are columns of `issue`, each with an index that ends in `seq`. What they copy from another
 *   table is kept by `apply-rows.ts` when that row changes.
 * - `issue_facts` is the one wide index of small integers from which any combination of filters is
 *   counted without touching a row (its columns: `migrations/0001-first-tables.ts`).
 * - `issue_text` has the long texts and what only the issue's own screen shows; one row an issue.
 *
 * Portable types: ids, names and JSON are text (`COLLATE "C"` on PostgreSQL, so that both order by
 * code point), booleans 0 or 1, instants epoch milliseconds, `due` whole days since 1970. `*_fold`
 * is `foldCase` of its neighbour, for comparing ignoring case. `user` is a reserved word of
 * PostgreSQL: Kysely quotes it, hand-written SQL must.
 */
export interface Schema {
  readonly meta: MetaTable;
  readonly head: HeadTable;
  readonly command: CommandTable;
  readonly tombstone: TombstoneTable;
  readonly workspace: WorkspaceTable;
  readonly user: UserTable;
  readonly project: ProjectTable;
  readonly project_member: ProjectMemberTable;
  readonly severity: SeverityTable;
  readonly tag: TagTable;
  readonly state: StateTable;
  readonly workflow: WorkflowTable;
  readonly rule: RuleTable;
  readonly issue: IssueTable;
  readonly issue_text: IssueTextTable;
  readonly issue_environment: IssueEnvironmentTable;
  readonly issue_tag: IssueTagTable;
  readonly watcher: WatcherTable;
  readonly comment: CommentTable;
  readonly assignment: AssignmentTable;
  readonly notification: NotificationTable;
  readonly activity: ActivityTable;
  readonly draft: DraftTable;
  readonly setting: SettingTable;
  readonly search_gap: SearchGapTable;
  readonly word_entry: WordEntryTable;
  readonly relation: RelationTable;
  readonly attachment: AttachmentTable;
  readonly saved_view: SavedViewTable;
  readonly change: ChangeTable;
  readonly auth_session: AuthSessionTable;
  readonly refresh_token: RefreshTokenTable;
  readonly event_ticket: EventTicketTable;
  readonly idempotency: IdempotencyTable;
  readonly upload: UploadTable;
  readonly upload_piece: UploadPieceTable;
}

declare const writes: unique symbol;
declare const reads: unique symbol;

/** What a query runs on: the read-only connection, or a transaction that must see its own changes. */
export type Read = Kysely<Schema> & { readonly [reads]: true };
/** What may change rows: the connection of a transaction that holds the store's lock. */
export type Write = Read & { readonly [writes]: true };

export type Flag = 0 | 1;

interface Stamps {
  created_at: number;
  updated_at: number;
  /** The version of the store (`head.v`) that last changed this row. */
  version: number;
}

/** What the store knows about itself: `schema` is the number of the last migration. */
export interface MetaTable {
  key: string;
  value: string;
}

/** One row. On PostgreSQL it is the lock that every writer takes first. */
export interface HeadTable {
  one: 1;
  /** The version of the newest commit; 0 in a new store. */
  v: number;
  /** A random word that the newest commit drew: two histories with the same `v` differ in it. */
  tag: string;
  /** Drawn when the store was made or restored. */
  epoch: string;
  /** The last `seq` that was given to an issue. */
  issue_seq: number;
  /** The last `seq` that was given to a comment. */
  comment_seq: number;
  /** `change` tells what came after this version, and nothing of what came before. */
  change_floor: number;
}

/** The outcome of every command, for ever: the same id again gets the same answer. */
export interface CommandTable {
  id: string;
  user: number;
  name: string;
  args_hash: string;
  /** JSON. */
  outcome: string;
  v: number;
  at: number;
}

/** A row that is gone. `seq` is an issue's row number, under which its activity still stands. */
export interface TombstoneTable {
  kind: string;
  id: string;
  v: number;
  seq: number | null;
}

export interface WorkspaceTable extends Stamps {
  id: string;
  name: string;
  /** `workflow.id`. */
  default_workflow: string;
}

export interface UserTable extends Stamps {
  n: number;
  id: string;
  /** Small letters, so it is its own fold. */
  username: string;
  name: string;
  email: string | null;
  email_fold: string | null;
  role: string;
  blocked: Flag;
  password_hash: string | null;
}

export interface ProjectTable extends Stamps {
  n: number;
  id: string;
  key: string;
  name: string;
  description: string;
  visibility: string;
  /** `workflow.id`; null: the workspace's default. */
  workflow: string | null;
  archived: Flag;
  next_number: number;
}

export interface ProjectMemberTable {
  project: number;
  user: number;
}

export interface SeverityTable extends Stamps {
  n: number;
  id: string;
  level: string;
  level_fold: string;
  description: string;
  rank: number;
  colour: string;
  author: number | null;
}

export interface TagTable extends Stamps {
  n: number;
  id: string;
  name: string;
  name_fold: string;
  colour: string;
}

/** Every state name that an issue ever had, in any workflow. */
export interface StateTable {
  n: number;
  name: string;
}

export interface WorkflowTable extends Stamps {
  id: string;
  name: string;
  name_fold: string;
  initial: string;
  /** JSON. */
  states: string;
  /** JSON. */
  transitions: string;
  /** JSON. */
  permissions: string;
}

export interface RuleTable extends Stamps {
  id: string;
  project: number;
  name: string;
  position: number;
  /** JSON: `when`. */
  condition: string;
  /** JSON. */
  candidates: string;
  strategy: string;
  enabled: Flag;
}

export interface IssueTable extends Stamps {
  seq: number;
  id: string;
  project: number;
  project_key: string;
  number: number;
  type: number;
  title: string;
  title_sort: string;
  status: number;
  category: number;
  severity: number;
  severity_rank: number;
  priority: number;
  reporter: number;
  reporter_name: string;
  assignee: number | null;
  assignee_name: string | null;
  resolution: number | null;
  /** `issue.seq`. */
  duplicate_of: number | null;
  confidential: Flag;
  due: number | null;
  assessed_at: number | null;
  resolved_at: number | null;
  closed_at: number | null;
  comment_count: number;
  /** 1: it has bug details, which always have steps to reproduce. */
  has_steps: Flag;
  has_tags: Flag;
  /** 1: it has rows in `issue_environment`. */
  has_environment: Flag;
}

export interface IssueTextTable {
  issue: number;
  description: string;
  resolution_note: string | null;
  fixed_in: string | null;
  external_source: string | null;
  external_id: string | null;
  external_url: string | null;
  /** JSON. */
  import_mark: string | null;
  /** null: the issue has no bug details; then the other `bug_` columns are null too. */
  bug_steps: string | null;
  bug_expected: string | null;
  bug_actual: string | null;
  bug_frequency: string | null;
  /** JSON: the environment as written. `issue_environment` is its searchable form. */
  bug_environment: string | null;
  bug_author: number | null;
}

/** The environment for `env:`: both folded, the value cut to `ENVIRONMENT_VALUE_LENGTH`. */
export interface IssueEnvironmentTable {
  issue: number;
  key: string;
  value: string;
}

/** Code points of an environment value that `env:` can see. An index entry has its limits. */
export const ENVIRONMENT_VALUE_LENGTH = 200;

export interface IssueTagTable {
  issue: number;
  tag: number;
}

export interface WatcherTable {
  issue: number;
  user: number;
}

export interface CommentTable extends Stamps {
  seq: number;
  id: string;
  issue: number;
  author: number;
  content: string;
  edited_at: number | null;
}

export interface AssignmentTable extends Stamps {
  id: string;
  issue: number;
  assignee: number;
  assigned_by: number;
  assigned_at: number;
  status: string;
  ended_at: number | null;
  /** `rule.id`; the rule may be gone. */
  rule: string | null;
}

export interface NotificationTable extends Stamps {
  id: string;
  recipient: number;
  kind: string;
  issue: number;
  actor: number;
  message: string;
  read_at: number | null;
}

/** Append-only, in one b-tree by issue, time and id. */
export interface ActivityTable {
  issue: number;
  at: number;
  id: string;
  kind: string;
  actor: number;
  field: string | null;
  from_text: string | null;
  to_text: string | null;
}

export interface RelationTable extends Stamps {
  id: string;
  /** `issue.seq`: blocks, duplicates or relates to `other`. */
  issue: number;
  other: number;
  kind: string;
  author: number;
}

export interface AttachmentTable extends Stamps {
  id: string;
  issue: number;
  /** `comment.seq`; null: attached to the issue itself. */
  comment: number | null;
  name: string;
  mime: string;
  /** Bytes. */
  size: number;
  /** Of the content, in small hexadecimal digits; the blob store keeps it under this name. */
  sha256: string;
  author: number;
}

export interface SavedViewTable extends Stamps {
  id: string;
  name: string;
  /** In the query language, its sort included. */
  query: string;
  /** JSON. */
  columns: string;
  grouping: string;
  layout: string;
  owner: number;
  shared: Flag;
}

/**
 * Which issues each version changed, for whoever reads what came after a version. The newest
 * versions are kept (`prune-changes.ts`).
 */
export interface ChangeTable {
  v: number;
  /** `issue.seq`, also of one that is gone; or one of `CHANGE_MARKS` (`change-log.ts`). */
  issue: number;
}
