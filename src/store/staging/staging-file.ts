import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { Activity } from '#domain/activity/activity.ts';
import type { Assignment } from '#domain/assignment/assignment.ts';
import type { Comment } from '#domain/comment/comment.ts';
import type { Issue } from '#domain/issue/issue.ts';
import type { Project } from '#domain/project/project.ts';
import type { Severity } from '#domain/severity/severity.ts';
import type { Tag } from '#domain/tag/tag.ts';
import type { User } from '#domain/user/user.ts';
import { Numbers } from '../numbers.ts';
import { environmentColumns, issueColumns, issueTextColumns } from '../rows/issue-row.ts';
import { activityColumns, assignmentColumns, commentColumns } from '../rows/part-rows.ts';
import { projectColumns, severityColumns, tagColumns, userColumns } from '../rows/record-rows.ts';
import type { Store } from '../store.ts';
import type { KnownRows } from './known-rows.ts';

/** The parts that come with an issue that is staged. */
export interface StagedParts {
  readonly comments: readonly Comment[];
  readonly assignments: readonly Assignment[];
  readonly activity: readonly Activity[];
}

/** The last numbers that the workspace had given out when the staging began. */
export interface Base {
  readonly version: number;
  readonly user: number;
  readonly project: number;
  readonly severity: number;
  readonly tag: number;
  readonly issue: number;
  readonly comment: number;
}

type Value = string | number | null;
type Row = Readonly<Record<string, Value>>;

const CACHE_KIB = 16_000;

/**
 * New rows beside the workspace, until one transaction copies them. The tables have the names and
 * columns of the workspace's own, without keys and indexes; the file has no journal and waits for no
 * disk, since a crash drops it.
 *
 * What is new is numbered on from the workspace's last numbers. Where others have taken those when
 * it is copied, every number above `base` is moved up by the same amount.
 */
export class StagingFile {
  readonly path: string;
  readonly base: Base;
  readonly #database: Database.Database;
  readonly #numbers: Numbers;
  readonly #inserts = new Map<string, { readonly columns: readonly string[]; run: RunRow }>();
  readonly #next: { -readonly [K in keyof Base]: Base[K] };
  readonly #states = new Map<string, number>();

  constructor(path: string, store: Store, known: KnownRows) {
    this.path = path;
    this.#database = new Database(path);
    for (const pragma of [
      'journal_mode = OFF',
      'synchronous = OFF',
      'locking_mode = EXCLUSIVE',
      `cache_size = -${CACHE_KIB}`,
    ]) {
      this.#database.pragma(pragma);
    }
    this.#numbers = new Numbers(store.write, store.dialect);
    for (const { row, n } of known.users) this.#numbers.set('user', row.id, { n, ...row });
    for (const { row, n } of known.projects) this.#numbers.set('project', row.id, { n, ...row });
    for (const { row, n } of known.severities) this.#numbers.set('severity', row.id, { n, ...row });
    for (const { row, n } of known.tags) this.#numbers.set('tag', row.id, { n });
    this.base = {
      version: known.version,
      user: known.users.at(-1)?.n ?? 0,
      project: known.projects.at(-1)?.n ?? 0,
      severity: known.severities.at(-1)?.n ?? 0,
      tag: known.tags.at(-1)?.n ?? 0,
      issue: known.issueSeq,
      comment: known.commentSeq,
    };
    this.#next = { ...this.base };
    this.#database.exec('begin');
  }

  /** Whether nothing has been staged. */
  get isEmpty(): boolean {
    return this.#inserts.size === 0;
  }

  user(row: User): void {
    const n = ++this.#next.user;
    this.#numbers.set('user', row.id, { n, username: row.username });
    this.#insert('user', { n, ...userColumns(row) });
  }

  /** `project.nextNumber` is told at the end, by `place`. */
  project(row: Project): void {
    const n = ++this.#next.project;
    this.#numbers.set('project', row.id, { n, key: row.key });
    this.#insert('project', { n, ...projectColumns(row) });
    for (const member of row.members) {
      this.#insert('project_member', { project: n, user: this.#numbers.n('user', member) });
    }
  }

  severity(row: Severity): void {
    const n = ++this.#next.severity;
    this.#numbers.set('severity', row.id, { n, rank: row.rank });
    this.#insert('severity', { n, ...severityColumns(row, this.#numbers) });
  }

  tag(row: Tag): void {
    const n = ++this.#next.tag;
    this.#numbers.set('tag', row.id, { n });
    this.#insert('tag', { n, ...tagColumns(row) });
  }

  /** An issue that an issue of the file duplicates and that stands in the workspace. */
  admitIssue(id: Issue['id'], seq: number): void {
    this.#numbers.set('issue', id, { seq });
  }

  issue(issue: Issue, { comments, assignments, activity }: StagedParts): void {
    const numbers = this.#numbers;
    const seq = ++this.#next.issue;
    numbers.set('issue', issue.id, { seq });
    this.#nameState(issue.status);
    this.#insert('issue', { ...issueColumns(issue, numbers), comment_count: comments.length });
    this.#insert('issue_text', { ...issueTextColumns(issue, numbers) });
    for (const row of environmentColumns(issue, numbers)) {
      this.#insert('issue_environment', { ...row });
    }
    for (const tag of issue.tags) {
      this.#insert('issue_tag', { issue: seq, tag: numbers.n('tag', tag) });
    }
    for (const watcher of issue.watchers) {
      this.#insert('watcher', { issue: seq, user: numbers.n('user', watcher) });
    }
    for (const comment of comments) {
      const row = { seq: ++this.#next.comment, ...commentColumns(comment, numbers) };
      this.#insert('comment', row);
    }
    for (const assignment of assignments) {
      this.#insert('assignment', { ...assignmentColumns(assignment, numbers) });
    }
    for (const entry of activity) this.#insert('activity', { ...activityColumns(entry, numbers) });
  }

  /** Work for the copying transaction, done in order by whoever copies. */
  late(work: string): void {
    this.#insert('late', { work });
  }

  /**
   * How the numbers of a project went on.
   * @param first the number that was next when the staging began
   */
  place(project: Project['id'], first: number, next: number): void {
    this.#insert('place', { project: this.#numbers.n('project', project), first, next });
  }

  /** Writes what is left and lets go of the file, so that it can be copied. */
  close(): void {
    if (!this.#database.open) return;
    if (this.#database.inTransaction) this.#database.exec('commit');
    this.#database.close();
  }

  /** Removes the file. */
  drop(): void {
    if (this.#database.open) this.#database.close();
    rmSync(this.path, { force: true });
  }

  #nameState(name: string): void {
    if (this.#states.has(name)) return;
    const n = this.#states.size + 1;
    this.#states.set(name, n);
    this.#numbers.set('state', name, { n });
    this.#insert('state', { n, name });
  }

  #insert(table: string, row: Row): void {
    const { columns, run } = this.#inserts.get(table) ?? this.#makeTable(table, Object.keys(row));
    run(columns.map((column) => row[column]));
  }

  #makeTable(table: string, columns: readonly string[]) {
    const names = columns.map((column) => `"${column}"`).join(', ');
    this.#database.exec(`create table "${table}" (${names})`);
    const places = columns.map(() => '?').join(', ');
    const statement = this.#database.prepare(
      `insert into "${table}" (${names}) values (${places})`,
    );
    const insert = { columns, run: (values: readonly unknown[]) => statement.run(values) };
    this.#inserts.set(table, insert);
    return insert;
  }
}

type RunRow = (values: readonly unknown[]) => void;
