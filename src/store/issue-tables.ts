import type { Flag, Stamps } from './stamps.ts';

/*
 * The tables of issues and of what belongs to them; `tables.ts` explains their shape.
 */

/** What lists show, filter and sort by of an issue. */
export interface IssueTable extends Stamps {
  /** Its row number, by which other tables name it; never used twice. */
  seq: number;
  /** UUIDv7. */
  id: string;
  /** `project.n`. */
  project: number;
  /** A copy of `project.key`, for sorting by key. */
  project_key: string;
  /** The second part of its key. */
  number: number;
  /** A number for bug, task and so on (`codes.ts`). */
  type: number;
  /** As written. */
  title: string;
  /** The folded title, for sorting. */
  title_sort: string;
  /** `state.n`. */
  status: number;
  /** The category of its state, a number (`codes.ts`). */
  category: number;
  /** `severity.n`. */
  severity: number;
  /** A copy of `severity.rank`. */
  severity_rank: number;
  /** A number (`codes.ts`). */
  priority: number;
  /** `user.n`. */
  reporter: number;
  /** A copy of their `user.username`. */
  reporter_name: string;
  /** `user.n`; null: nobody. */
  assignee: number | null;
  /** A copy of their `user.username`. */
  assignee_name: string | null;
  /** A number (`codes.ts`); null: it is not resolved. */
  resolution: number | null;
  /** `issue.seq`. */
  duplicate_of: number | null;
  /** 1: only those whom it concerns see it. */
  confidential: Flag;
  /** Whole days since 1970. */
  due: number | null;
  /** When somebody first looked at it to judge it. */
  assessed_at: number | null;
  /** When it was resolved. */
  resolved_at: number | null;
  /** When it was closed. */
  closed_at: number | null;
  /** How many comments it has. */
  comment_count: number;
  /** 1: it has bug details, which always have steps to reproduce. */
  has_steps: Flag;
  /** 1: it has rows in `issue_tag`. */
  has_tags: Flag;
  /** 1: it has rows in `issue_environment`. */
  has_environment: Flag;
}

/** The long texts of an issue and what only its own screen shows. */
export interface IssueTextTable {
  /** `issue.seq`. */
  issue: number;
  /** As written, Markdown. */
  description: string;
  /** What was said on resolving it. */
  resolution_note: string | null;
  /** The version that has the fix. */
  fixed_in: string | null;
  /** The tracker that it was imported from. */
  external_source: string | null;
  /** Its id there. */
  external_id: string | null;
  /** Its address there. */
  external_url: string | null;
  /** JSON. */
  import_mark: string | null;
  /** null: the issue has no bug details; then the other `bug_` columns are null too. */
  bug_steps: string | null;
  /** What should have happened. */
  bug_expected: string | null;
  /** What happened. */
  bug_actual: string | null;
  /** How often it happens. */
  bug_frequency: string | null;
  /** JSON: the environment as written. `issue_environment` is its searchable form. */
  bug_environment: string | null;
  /** Who wrote the bug details: `user.n`. */
  bug_author: number | null;
}

/** The environment for `env:`: both folded, the value cut to `ENVIRONMENT_VALUE_LENGTH`. */
export interface IssueEnvironmentTable {
  /** `issue.seq`. */
  issue: number;
  /** Such as `os`. */
  key: string;
  /** Such as `windows 11`. */
  value: string;
}

/** Code points of an environment value that `env:` can see. An index entry has its limits. */
export const ENVIRONMENT_VALUE_LENGTH = 200;

/** Which tags an issue bears. */
export interface IssueTagTable {
  /** `issue.seq`. */
  issue: number;
  /** `tag.n`. */
  tag: number;
}

/** Who is told of changes to an issue. */
export interface WatcherTable {
  /** `issue.seq`. */
  issue: number;
  /** `user.n`. */
  user: number;
}

/** A comment on an issue. */
export interface CommentTable extends Stamps {
  /** Its row number; never used twice. */
  seq: number;
  /** UUIDv7. */
  id: string;
  /** `issue.seq`. */
  issue: number;
  /** `user.n`. */
  author: number;
  /** As written, Markdown. */
  content: string;
  /** When its text was last changed; null: never. */
  edited_at: number | null;
}

/** A turn of somebody at an issue. */
export interface AssignmentTable extends Stamps {
  /** UUIDv7. */
  id: string;
  /** `issue.seq`. */
  issue: number;
  /** `user.n`. */
  assignee: number;
  /** `user.n`. */
  assigned_by: number;
  /** When it began. */
  assigned_at: number;
  /** Whether it still stands, and how it ended. */
  status: string;
  /** When it ended; null: it stands. */
  ended_at: number | null;
  /** `rule.id`; the rule may be gone. */
  rule: string | null;
}

/** What somebody is told. */
export interface NotificationTable extends Stamps {
  /** UUIDv7. */
  id: string;
  /** `user.n`. */
  recipient: number;
  /** What happened. */
  kind: string;
  /** `issue.seq`. */
  issue: number;
  /** Who did it: `user.n`. */
  actor: number;
  /** What is shown. */
  message: string;
  /** When it was read; null: it is new. */
  read_at: number | null;
}

/** Append-only, in one b-tree by issue, time and id. */
export interface ActivityTable {
  /** `issue.seq`, also of one that is gone. */
  issue: number;
  /** When it happened. */
  at: number;
  /** UUID, derived from the command that did it. */
  id: string;
  /** Such as `commented` or `transitioned`. */
  kind: string;
  /** `user.n`. */
  actor: number;
  /** The field that changed; null: the kind says all. */
  field: string | null;
  /** What it was, as it was shown then. */
  from_text: string | null;
  /** What it became, as it was shown then. */
  to_text: string | null;
}

/** How one issue stands to another. */
export interface RelationTable extends Stamps {
  /** UUIDv7. */
  id: string;
  /** `issue.seq`: blocks, duplicates or relates to `other`. */
  issue: number;
  /** `issue.seq` of the other end. */
  other: number;
  /** Blocks, duplicates or relates to. */
  kind: string;
  /** Who said it: `user.n`. */
  author: number;
}

/** A file of an issue or a comment. */
export interface AttachmentTable extends Stamps {
  /** UUIDv7. */
  id: string;
  /** `issue.seq`. */
  issue: number;
  /** `comment.seq`; null: attached to the issue itself. */
  comment: number | null;
  /** The name of the file. */
  name: string;
  /** Its media type, as announced. */
  mime: string;
  /** Bytes. */
  size: number;
  /** Of the content, in small hexadecimal digits; the blob store keeps it under this name. */
  sha256: string;
  /** `user.n`. */
  author: number;
}
