import type { Flag, Stamps } from './stamps.ts';

/*
 * The tables of issues and of what belongs to them; `tables.ts` explains their shape.
 */

/** What lists show, filter and sort by of an issue. */
export interface IssueTable extends Stamps {
  /** Its row number, by which other tables name it; never used twice. */
  seq: number;
  /** A UUID. */
  id: string;
  /** The project that it is in. */
  project: number;
  /** A copy of `project.key`, for sorting by key. */
  project_key: string;
  /** The second part of its key, counted by project; never used twice. */
  number: number;
  /** Bug or task, as a number (`codes.ts`). */
  type: number;
  /** As written. */
  title: string;
  /** The folded title, for sorting. */
  title_sort: string;
  /** The name of its state, as a number. */
  status: number;
  /** The category of its state, as a number (`codes.ts`). */
  category: number;
  /** How bad it is. */
  severity: number;
  /** A copy of `severity.rank`. */
  severity_rank: number;
  /** How soon it is to be done, as a number (`codes.ts`). */
  priority: number;
  /** Who reported it. */
  reporter: number;
  /** A copy of their `user.username`. */
  reporter_name: string;
  /** Who is to do it; null: nobody. */
  assignee: number | null;
  /** A copy of their `user.username`. */
  assignee_name: string | null;
  /** How it ended, as a number (`codes.ts`); null: it did not. */
  resolution: number | null;
  /** The issue that it is a duplicate of, where it was resolved so. */
  duplicate_of: number | null;
  /** 1: only its reporter, its assignee, admins and managers see it. */
  confidential: Flag;
  /** The day on which it is due, in days since 1970. */
  due: number | null;
  /** When it was assessed; only imports say so. */
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
  /** When it was made; an imported one keeps the time that its source tells. */
  created_at: number;
  /** When it was last changed, or a comment or a file was added. */
  updated_at: number;
  /** As in other tables, but comments, files and watchers are no change of an issue. */
  version: number;
}

/** The long texts of an issue and what only its own screen shows: one row an issue. */
export interface IssueTextTable {
  /** The issue. */
  issue: number;
  /** As written, Markdown. */
  description: string;
  /** What was said on resolving it. */
  resolution_note: string | null;
  /** The version that has the fix. */
  fixed_in: string | null;
  /** Where it was imported from. */
  external_source: string | null;
  /** Its id there. */
  external_id: string | null;
  /** Its address there. */
  external_url: string | null;
  /**
   * JSON: what the last import wrote, by field, as a value or a digest, so that the next one leaves alone
   * what people changed; null: no import made it.
   */
  import_mark: string | null;
  /**
   * How to make it happen, Markdown; null: the issue has no bug details, and the other `bug_` columns
   * are null too.
   */
  bug_steps: string | null;
  /** What should have happened. */
  bug_expected: string | null;
  /** What happened. */
  bug_actual: string | null;
  /** How often it happens. */
  bug_frequency: string | null;
  /** JSON: the environment as written. `issue_environment` is its searchable form. */
  bug_environment: string | null;
  /** Who wrote the bug details. */
  bug_author: number | null;
}

/** The environment as the term `env:` finds it: folded, and a value cut to its first 200 characters. */
export interface IssueEnvironmentTable {
  /** The issue. */
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
  /** The issue. */
  issue: number;
  /** The tag. */
  tag: number;
}

/** Who is told, besides its reporter, when an issue is moved or commented on. */
export interface WatcherTable {
  /** The issue. */
  issue: number;
  /** Who watches. */
  user: number;
}

/** A comment on an issue. */
export interface CommentTable extends Stamps {
  /** Its row number; never used twice. */
  seq: number;
  /** A UUID. */
  id: string;
  /** The issue that it is about. */
  issue: number;
  /** Who wrote it. */
  author: number;
  /** As written, Markdown. */
  content: string;
  /** When its text was last changed; null: never. */
  edited_at: number | null;
  /** When it was written; an imported one keeps the time that its source tells. */
  created_at: number;
}

/** A turn of somebody at an issue; at most one of an issue is not completed. */
export interface AssignmentTable extends Stamps {
  /** A UUID. */
  id: string;
  /** The issue. */
  issue: number;
  /** Whose turn it is. */
  assignee: number;
  /** Who gave it to them. */
  assigned_by: number;
  /** When it began. */
  assigned_at: number;
  /** How far it is. */
  status: string;
  /** When it ended; null: it stands. */
  ended_at: number | null;
  /** `rule.id` of the rule that chose the assignee, which may be gone; null: a person did. */
  rule: string | null;
  /** When it was made; an imported one keeps the time that its source tells. */
  created_at: number;
}

/** What somebody is told. */
export interface NotificationTable extends Stamps {
  /** A UUID. */
  id: string;
  /** Who is told. */
  recipient: number;
  /** What happened. */
  kind: string;
  /** The issue that it is about. */
  issue: number;
  /** Who did it. */
  actor: number;
  /** One sentence, without the issue's key and title. */
  message: string;
  /** When it was read; null: it is new. */
  read_at: number | null;
}

/**
 * What happened to issues, also to those that are gone. Rows are added and never removed; they lose
 * their texts when what these tell of is deleted.
 */
export interface ActivityTable {
  /** `issue.seq`, also of one that is gone. */
  issue: number;
  /** When it happened; of imported history, as its source tells. */
  at: number;
  /** A UUID, derived from the command that did it, or from the issue whose history was imported. */
  id: string;
  /** What happened. */
  kind: string;
  /** Who did it. */
  actor: number;
  /** The field that changed, or the id of the comment or file; null: the kind says all. */
  field: string | null;
  /** What it was, as it was shown then; of relations and duplicates the other issue's id. */
  from_text: string | null;
  /** What it became, likewise; null for long texts: the issue has the newest. */
  to_text: string | null;
}

/** How one issue stands to another. */
export interface RelationTable extends Stamps {
  /** A UUID. */
  id: string;
  /** The issue of which it is said. */
  issue: number;
  /** The other end. */
  other: number;
  /** What `issue` does to `other`. */
  kind: string;
  /** Who said it. */
  author: number;
}

/** A file of an issue or a comment. */
export interface AttachmentTable extends Stamps {
  /** A UUID. */
  id: string;
  /** The issue. */
  issue: number;
  /** The comment that it belongs to; null: the issue itself. */
  comment: number | null;
  /** The name of the file. */
  name: string;
  /** Its media type, as announced. */
  mime: string;
  /** Bytes. */
  size: number;
  /** Of the content, in small hexadecimal digits; the blob store keeps it under this name. */
  sha256: string;
  /** Who attached it. */
  author: number;
}
