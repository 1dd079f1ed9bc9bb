import type Database from 'better-sqlite3';
import type { IssueId, SeverityId, TagId, UserId } from '#domain/ids.ts';
import { markAll } from '#domain/import/import-mark.ts';
import { projectKeyFor } from '#domain/import/project-key.ts';
import { tagColourFor } from '#domain/import/tag-colour.ts';
import { usernameFor } from '#domain/import/username-slug.ts';
import { wordText } from '#domain/query/words.ts';
import { foldCase } from '#domain/text.ts';
import { CATEGORY, PRIORITY, RESOLUTION, TYPE } from '#store/codes.ts';
import { bodyWords } from '#store/search/word-text.ts';
import * as map from './bare-mapping.ts';
import type { TrackerRow } from './tracker-file.ts';

/** The project of a row, and the number that the row has there. */
export interface Place {
  readonly project: { readonly n: number; readonly key: string; next: number };
  readonly number: number;
}

interface Named {
  readonly n: number;
  readonly id: string;
  readonly name: string;
}

/** `user.n` of whoever began the workspace. */
const ADMIN = 1;
const VERSION = 2;
const NAME_LENGTH = 120;

/** Prepared inserts by table, and the names that were met so far. */
export class BareRows {
  readonly #sqlite: Database.Database;
  readonly #now = Date.now();
  readonly #inserts = new Map<string, Database.Statement>();
  readonly #people = new Map<string, Named>();
  readonly #usernames: Set<string>;
  readonly #projects = new Map<string, Place['project']>();
  readonly #keys = new Set<string>();
  readonly #tags = new Map<string, Named>();
  readonly #states = new Map<string, number>();
  readonly #severities: readonly Pick<Named, 'n' | 'id'>[];
  #ids = 0;
  #issues = 0;
  #comments = 0;

  constructor(sqlite: Database.Database) {
    this.#sqlite = sqlite;
    const admins = sqlite.prepare('select username from "user"').pluck().all() as string[];
    this.#usernames = new Set(admins);
    this.#severities = sqlite.prepare('select n, id from severity order by rank').all() as Pick<
      Named,
      'n' | 'id'
    >[];
  }

  /** Gives the row the next number of its project. */
  place(row: TrackerRow): Place {
    const name = (map.textOf(row.project) ?? map.textOf(row.product) ?? 'Imported')
      .normalize('NFC')
      .trim();
    const project = this.#project([...name].slice(0, NAME_LENGTH).join('').trim());
    const number = project.next;
    project.next += 1;
    return { project, number };
  }

  /** @param original `issue.seq` of what it duplicates @returns its own `issue.seq` */
  add(row: TrackerRow, { project, number }: Place, original: number | null): number {
    this.#issues += 1;
    const seq = this.#issues;
    const id = this.#id();
    const category = map.categoryOf(row.status);
    const over = category === 'done' || category === 'closed';
    const duplicateOf = over ? original : null;
    const reporterName = map.textOf(row.reporter);
    const reporter = this.#person(reporterName, row);
    const assigneeName = map.textOf(row.assignee);
    const assignee = assigneeName === null ? null : this.#person(assigneeName, row);
    const { title, description, tags: tagNames, bug } = map.textsOf(row);
    const tags = [...new Set(tagNames.map((name) => this.#tag(name)))];
    const comments = row.comments.map(({ at, by, body }) => ({
      at: Date.parse(at),
      by: map.textOf(by),
      body: map.textOf(body),
    }));
    const said = comments.filter(({ body }) => body !== null);
    const { resolvedAt, closedAt } = map.endsOf(row, category);
    const created = Date.parse(row.created);
    const updated = row.updated ? Date.parse(row.updated) : (closedAt ?? resolvedAt ?? created);
    const resolution = !over ? null : duplicateOf === null ? map.resolutionOf(row) : 'duplicate';
    const type = map.typeOf(row);
    const priority = map.priorityOf(row);
    const rank = map.severityOf(row);
    const severity = this.#severities[rank - 1] ?? { n: rank, id: '' };
    const history = map.historyOf(row, updated);
    if (row.duplicateOf !== null && duplicateOf === null) history.push(map.lostLink(row, updated));
    const watchers = new Set<number>();
    if (reporterName !== null) watchers.add(reporter.n);
    if (assignee !== null) watchers.add(assignee.n);
    for (const { by } of comments) if (by !== null) watchers.add(this.#person(by, row).n);
    const mark = markAll({
      title,
      description,
      type,
      bug: bug && {
        stepsToReproduce: bug.steps,
        expected: '',
        actual: '',
        frequency: 'unknown',
        environment: bug.environment,
        author: reporter.id as UserId,
      },
      severity: severity.id as SeverityId,
      priority,
      status: map.STATE[category],
      resolution,
      resolutionNote: null,
      fixedIn: null,
      duplicateOf: duplicateOf === null ? null : (id as IssueId),
      resolvedAt,
      closedAt,
      reporter: reporter.id as UserId,
      assignee: (assignee?.id ?? null) as UserId | null,
      tags: tags.map((tag) => tag.id as TagId),
      confidential: false,
      dueDate: null,
      createdAt: created,
      // Only how many there are is marked.
      comments: said as never[],
      history: history as never[],
    });

    this.#insert('issue', [
      seq,
      id,
      project.n,
      project.key,
      number,
      TYPE.of[type],
      title,
      foldCase(title),
      this.#state(map.STATE[category]),
      CATEGORY.of[category],
      severity.n,
      rank,
      PRIORITY.of[priority],
      reporter.n,
      reporter.name,
      assignee?.n ?? null,
      assignee?.name ?? null,
      resolution === null ? null : RESOLUTION.of[resolution],
      duplicateOf,
      0,
      null,
      this.#now,
      resolvedAt,
      closedAt,
      said.length,
      bug === null ? 0 : 1,
      tags.length > 0 ? 1 : 0,
      bug === null ? 0 : 1,
      ...stamps(created, updated),
    ]);
    this.#insert('issue_text', [
      seq,
      description,
      null,
      null,
      row.source,
      row.externalId,
      row.url,
      JSON.stringify(mark),
      ...(bug === null
        ? [null, null, null, null, null, null]
        : [bug.steps, '', '', 'unknown', JSON.stringify(bug.environment), reporter.n]),
    ]);
    const values = Object.entries(bug?.environment ?? {});
    for (const [key, value] of values) {
      const cut = [...foldCase(value)].slice(0, 200).join('');
      this.#insert('issue_environment', [seq, foldCase(key), cut]);
    }
    for (const { n } of tags) this.#insert('issue_tag', [seq, n]);
    for (const watcher of watchers) this.#insert('watcher', [seq, watcher]);
    if (assignee !== null) {
      const status = over ? 'completed' : category === 'doing' ? 'in_progress' : 'pending';
      const giver = over ? reporter.n : ADMIN;
      const ended = over ? resolvedAt : null;
      const changed = over ? (resolvedAt ?? created) : this.#now;
      this.#insert('assignment', [
        ...[this.#id(), seq, assignee.n, giver, created, status, ended, null],
        ...stamps(created, changed),
      ]);
    }
    const texts = bug === null ? [description] : [description, bug.steps];
    this.#insert('issue_words', [
      seq,
      wordText(title),
      bodyWords([...texts, ...values.map(([, value]) => value)]),
    ]);
    for (const { at, by, field, from, to } of history) {
      const who = this.#person(by, row).n;
      this.#insert('activity', [seq, at, this.#id(), 'history', who, field, from, to]);
    }
    this.#insert('activity', [seq, this.#now, this.#id(), 'imported', ADMIN, null, null, null]);
    for (const { at, by, body } of said) {
      this.#comments += 1;
      const author = this.#person(by, row).n;
      this.#insert('comment', [
        ...[this.#comments, this.#id(), seq, author, body, null],
        ...stamps(at, at),
      ]);
      this.#insert('comment_words', [this.#comments, wordText(body ?? '')]);
    }
    return seq;
  }

  /** The counters. */
  finish(): void {
    const next = this.#sqlite.prepare('update project set next_number = ? where n = ?');
    for (const project of this.#projects.values()) next.run(project.next, project.n);
    this.#sqlite
      .prepare('update head set v = ?, issue_seq = ?, comment_seq = ?')
      .run(VERSION, this.#issues, this.#comments);
  }

  #project(name: string): Place['project'] {
    const known = this.#projects.get(foldCase(name));
    if (known) return known;
    const key = projectKeyFor(name, this.#keys);
    this.#keys.add(key);
    const project = { n: this.#projects.size + 1, key, next: 1 };
    this.#projects.set(foldCase(name), project);
    this.#insert('project', [
      ...[project.n, this.#id(), key, name, '', 'public', null, 0, 1],
      ...stamps(this.#now, this.#now),
    ]);
    this.#insert('project_member', [project.n, ADMIN]);
    return project;
  }

  /** @param name null: the one whom the row's source does not know */
  #person(name: string | null, { source }: TrackerRow): Named {
    const said = (name ?? `Unknown (${source})`).normalize('NFC').trim();
    const shown = said.length > NAME_LENGTH ? [...said].slice(0, NAME_LENGTH).join('') : said;
    const known = this.#people.get(foldCase(shown));
    if (known) return known;
    const username = usernameFor(shown, this.#usernames);
    this.#usernames.add(username);
    const person = { n: ADMIN + this.#people.size + 1, id: this.#id(), name: username };
    this.#people.set(foldCase(shown), person);
    this.#insert('user', [
      ...[person.n, person.id, username, shown, null, null, 'tester', 0, null],
      ...stamps(this.#now, this.#now),
    ]);
    return person;
  }

  #tag(name: string): Named {
    const fold = foldCase(name);
    const known = this.#tags.get(fold);
    if (known) return known;
    const tag = { n: this.#tags.size + 1, id: this.#id(), name };
    this.#tags.set(fold, tag);
    this.#insert('tag', [
      ...[tag.n, tag.id, name, fold, tagColourFor(fold)],
      ...stamps(this.#now, this.#now),
    ]);
    return tag;
  }

  #state(name: string): number {
    const known = this.#states.get(name);
    if (known !== undefined) return known;
    const n = this.#states.size + 1;
    this.#states.set(name, n);
    this.#insert('state', [n, name]);
    return n;
  }

  #insert(table: string, values: readonly unknown[]): void {
    let statement = this.#inserts.get(table);
    if (!statement) {
      const columns = INDEXES[table] ?? '';
      const places = values.map(() => '?').join(', ');
      statement = this.#sqlite.prepare(`insert into "${table}" ${columns} values (${places})`);
      this.#inserts.set(table, statement);
    }
    statement.run(...values);
  }

  /** Ids of the right shape, without the cost of chance. */
  #id(): string {
    this.#ids += 1;
    return `01930000-0000-7000-8000-${this.#ids.toString(16).padStart(12, '0')}`;
  }
}

const INDEXES: Readonly<Record<string, string>> = {
  issue_words: '(rowid, title, body)',
  comment_words: '(rowid, content)',
};

/** created_at, updated_at, version. */
function stamps(created: number, updated: number): readonly [number, number, number] {
  return [created, updated, VERSION];
}
