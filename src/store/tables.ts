import type { Kysely } from 'kysely';
import type {
  ActivityTable,
  AssignmentTable,
  AttachmentTable,
  CommentTable,
  IssueEnvironmentTable,
  IssueTable,
  IssueTagTable,
  IssueTextTable,
  NotificationTable,
  RelationTable,
  WatcherTable,
} from './issue-tables.ts';
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
import type { Flag, Stamps } from './stamps.ts';

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

/** What a store knows about itself. */
export interface MetaTable {
  /** `schema`, the number of the last migration; `last-profile`, who worked here last (`user.id`). */
  key: string;
  /** As text. */
  value: string;
}

/** One row. On PostgreSQL it is the lock that every writer takes first. */
export interface HeadTable {
  /** Always 1: there is one row. */
  one: 1;
  /** The version of the store, which grows with every commit that changes what is shown; 0 at first. */
  v: number;
  /** A random word drawn with the newest version: two histories with the same `v` differ in it. */
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

/**
 * The outcome of every command that was decided and not undone with its batch, for ever: the same id
 * again gets the same answer.
 */
export interface CommandTable {
  /** A UUID, which whoever sends it draws or derives from an Idempotency-Key. */
  id: string;
  /** Who gave it. */
  user: number;
  /** Such as `issue.create`. */
  name: string;
  /** SHA-256 of its name and arguments: tells an id that is used for something else. */
  args_hash: string;
  /** JSON: why it was refused, or `null` where it was accepted. */
  outcome: string;
  /** One more than `head.v` was when it was decided. */
  v: number;
  /** When it was decided. */
  at: number;
}

/** A row that is gone. */
export interface TombstoneTable {
  /** What it was: `issue`, `comment` and so on; `view` for a row of `saved_view`. */
  kind: string;
  /** Its id. */
  id: string;
  /** The version that removed it. */
  v: number;
  /** The row number of an issue, under which its activity still stands; null for other rows. */
  seq: number | null;
}

/** The workspace: one row. */
export interface WorkspaceTable extends Stamps {
  /** Always `workspace`. */
  id: string;
  /** What people call it. */
  name: string;
  /** What projects follow that name no workflow of their own. */
  default_workflow: string;
}

/** A person. */
export interface UserTable extends Stamps {
  /** A small number by which other tables name it. */
  n: number;
  /** A UUID. */
  id: string;
  /** Small letters, so it is its own fold. */
  username: string;
  /** Their name in full, as it is shown. */
  name: string;
  /** As written. */
  email: string | null;
  /** For comparing ignoring case. */
  email_fold: string | null;
  /** What they may do everywhere. */
  role: string;
  /** 1: may not sign in or do anything. */
  blocked: Flag;
  /**
   * `$argon2id$…` from a server, `scrypt$…` from a desktop; null: none, so that a desktop asks for no
   * password and a server lets nobody sign in.
   */
  password_hash: string | null;
}

/** A project; its issues share its key. */
export interface ProjectTable extends Stamps {
  /** A small number by which other tables name it. */
  n: number;
  /** A UUID. */
  id: string;
  /** Such as `PAY`, the first part of the keys of its issues. */
  key: string;
  /** What people call it. */
  name: string;
  /** What it is about. */
  description: string;
  /** Who sees it: everybody, or its members and admins. */
  visibility: string;
  /** What its issues follow; null: the workspace's default. */
  workflow: string | null;
  /** 1: people change nothing in it. */
  archived: Flag;
  /** The number of the next issue; none is given twice. */
  next_number: number;
  /** As in other tables, but counting its issues is no change of a project. */
  version: number;
}

/** Who is a member of a project. */
export interface ProjectMemberTable {
  /** Of which project. */
  project: number;
  /** Who. */
  user: number;
}

/** How bad a bug can be. */
export interface SeverityTable extends Stamps {
  /** A small number by which other tables name it. */
  n: number;
  /** A UUID. */
  id: string;
  /** Its name, such as `Major`. */
  level: string;
  /** For comparing ignoring case. */
  level_fold: string;
  /** When to choose it. */
  description: string;
  /** Its place: 1 is the gravest. */
  rank: number;
  /** `#rrggbb`. */
  colour: string;
  /** Who made it; null: it came with the workspace. */
  author: number | null;
}

/** A word that issues bear. */
export interface TagTable extends Stamps {
  /** A small number by which other tables name it. */
  n: number;
  /** A UUID. */
  id: string;
  /** As written. */
  name: string;
  /** For comparing ignoring case. */
  name_fold: string;
  /** `#rrggbb`. */
  colour: string;
}

/** Names of states that issues have or had, each once, of whatever workflow. */
export interface StateTable {
  /** The number that `issue.status` holds. */
  n: number;
  /** Such as `in_progress`. */
  name: string;
}

/** The states of issues and the ways between them. */
export interface WorkflowTable extends Stamps {
  /** A UUID. */
  id: string;
  /** What people call it. */
  name: string;
  /** For comparing ignoring case. */
  name_fold: string;
  /** The state of a new issue. */
  initial: string;
  /** JSON: a list of `name`, `label` and `category`. */
  states: string;
  /** JSON: a list of `from`, `to`, `name`, `allow` (who may) and `require` (its guards). */
  transitions: string;
  /** JSON: by action, who may; what it does not name follows the rules for all. */
  permissions: string;
}

/** Chooses an assignee for new issues of a project. */
export interface RuleTable extends Stamps {
  /** A UUID. */
  id: string;
  /** Whose new issues. */
  project: number;
  /** What people call it. */
  name: string;
  /** Rules are tried in this order, then by id. */
  position: number;
  /** JSON: `severities`, `tags`, `type` and `text` of the issues that it is for. */
  condition: string;
  /** JSON: `users` and `roles` to choose from. */
  candidates: string;
  /** How one of the candidates is chosen. */
  strategy: string;
  /** 0: it is passed over. */
  enabled: Flag;
}

/** A list with a name. */
export interface SavedViewTable extends Stamps {
  /** A UUID. */
  id: string;
  /** What people call it. */
  name: string;
  /** In the query language, its sort included. */
  query: string;
  /** JSON: the names of its columns in their order. */
  columns: string;
  /** What its issues are grouped by. */
  grouping: string;
  /** How its issues are shown. */
  layout: string;
  /** Who made it and may change it. */
  owner: number;
  /** 1: everybody sees it. */
  shared: Flag;
}

/**
 * Which issues each version changed, for whoever reads what came after a version. The newest
 * versions are kept (`prune-changes.ts`).
 */
export interface ChangeTable {
  /** The version. */
  v: number;
  /**
   * `issue.seq`, also of one that is gone; or a mark: too many changed to name them, who sees what
   * changed, or how people, severities, tags or states are called or shown.
   */
  issue: number;
}
