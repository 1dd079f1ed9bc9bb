import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { wordText } from '#domain/query/words.ts';
import { FIRST_SEVERITIES } from '#domain/severity/severity.ts';
import { foldCase } from '#domain/text.ts';
import { STANDARD } from '#domain/workflow/presets.ts';
import { CATEGORY, PRIORITY, RESOLUTION, TYPE } from '#store/codes.ts';
import { MIGRATIONS } from '#store/migrations/all.ts';
import { bodyWords } from '#store/search/word-text.ts';
import * as map from './bare-mapping.ts';
import { type TrackerRow, trackerRows } from './tracker-file.ts';

/*
 * The bare peer of the import: the same tables, columns, indexes and full-text rows, filled with
 * prepared statements in one transaction, and nothing else: no commands, no rules, no report.
 */

export interface BareImport {
  readonly issues: number;
  readonly comments: number;
  readonly activity: number;
  readonly people: number;
  readonly seconds: number;
}

const PALETTE = ['#105e92', '#3f7d20', '#8a4b9c', '#b27901'];
const UNKNOWN = 'unknown';

/** Fills a new workspace file with every row of the tracker's file. */
export async function bareImport(source: string, target: string): Promise<BareImport> {
  const sqlite = new Database(target);
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = FULL');
  sqlite.pragma('foreign_keys = ON');
  const kysely = new Kysely<unknown>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const migration of MIGRATIONS) await migration.up(kysely, 'sqlite');

  const started = performance.now();
  sqlite.exec('begin');
  const rows = new BareRows(sqlite);
  for await (const row of trackerRows(source)) rows.add(row);
  rows.finish();
  sqlite.exec('commit');
  sqlite.exec('analyze');
  sqlite.pragma('wal_checkpoint(TRUNCATE)');
  const seconds = (performance.now() - started) / 1000;
  await kysely.destroy();
  return { ...rows.counts(), seconds };
}

/** Prepared inserts by table, and the names that were met so far. */
class BareRows {
  readonly #sqlite: Database.Database;
  readonly #inserts = new Map<string, Database.Statement>();
  readonly #people = new Map<string, { readonly n: number; readonly username: string }>();
  readonly #usernames = new Set<string>();
  readonly #projects = new Map<
    string,
    { readonly n: number; readonly key: string; next: number }
  >();
  readonly #keys = new Set<string>();
  readonly #tags = new Map<string, number>();
  readonly #states = new Map<string, number>();
  readonly #seqs = new Map<string, number>();
  readonly #duplicates: { readonly seq: number; readonly of: string }[] = [];
  #ids = 0;
  #issues = 0;
  #comments = 0;
  #activity = 0;

  constructor(sqlite: Database.Database) {
    this.#sqlite = sqlite;
    const workflow = this.#id();
    this.#insert('workflow', [
      workflow,
      STANDARD.name,
      STANDARD.name,
      STANDARD.initial,
      JSON.stringify(STANDARD.states),
      JSON.stringify(STANDARD.transitions),
      '{}',
      ...stamps(0),
    ]);
    this.#insert('workspace', ['workspace', 'Bench', workflow, ...stamps(0)]);
    this.#insert('head', [1, 1, this.#id(), this.#id(), 0, 0]);
    for (const [index, { level, description, colour }] of FIRST_SEVERITIES.entries()) {
      const n = index + 1;
      this.#insert('severity', [
        n,
        this.#id(),
        level,
        foldCase(level),
        description,
        n,
        colour,
        null,
        ...stamps(0),
      ]);
    }
  }

  counts(): Omit<BareImport, 'seconds'> {
    return {
      issues: this.#issues,
      comments: this.#comments,
      activity: this.#activity,
      people: this.#people.size,
    };
  }

  add(row: TrackerRow): void {
    this.#issues += 1;
    const seq = this.#issues;
    this.#seqs.set(row.externalId, seq);
    const project = this.#project([row.project, row.product].filter(Boolean).join(' / '));
    const number = project.next;
    project.next += 1;
    const { name: status, category } = map.statusOf(row);
    const severity = map.severityOf(row);
    const reporter = this.#person(row.reporter);
    const assignee = row.assignee === null ? null : this.#person(row.assignee);
    const resolution = map.resolutionOf(row, category);
    const created = Date.parse(row.created);
    const updated = Date.parse(row.updated ?? row.created);
    const ended = Date.parse(row.closed ?? row.updated ?? row.created);
    const environment = map.environmentOf(row);
    const hasBug = Object.keys(environment).length > 0 && map.typeOf(row) === 'bug';
    const title = map.titleOf(row);

    this.#insert('issue', [
      seq,
      this.#id(),
      project.n,
      project.key,
      number,
      TYPE.of[map.typeOf(row)],
      title,
      foldCase(title),
      this.#state(status),
      CATEGORY.of[category],
      severity,
      severity,
      PRIORITY.of[map.priorityOf(row)],
      reporter.n,
      reporter.username,
      assignee?.n ?? null,
      assignee?.username ?? null,
      resolution === null ? null : RESOLUTION.of[resolution],
      null,
      0,
      null,
      updated,
      category === 'done' || category === 'closed' ? ended : null,
      category === 'closed' ? ended : null,
      row.comments.length,
      0,
      created,
      updated,
      1,
    ]);
    if (row.duplicateOf !== null) this.#duplicates.push({ seq, of: row.duplicateOf });
    this.#insert('issue_text', [
      seq,
      row.description ?? '',
      null,
      null,
      row.source,
      row.externalId,
      row.url,
      JSON.stringify({ title, status, severity: String(severity) }),
      hasBug ? '' : null,
      hasBug ? '' : null,
      hasBug ? '' : null,
      hasBug ? 'unknown' : null,
      hasBug ? JSON.stringify(environment) : null,
      hasBug ? reporter.n : null,
    ]);
    if (hasBug) {
      for (const [key, value] of Object.entries(environment)) {
        this.#insert('issue_environment', [seq, foldCase(key), foldCase(value)]);
      }
    }
    for (const tag of this.#tagsOf(row)) this.#insert('issue_tag', [seq, tag]);
    const watchers = new Set([reporter.n, ...(assignee ? [assignee.n] : [])]);
    for (const comment of row.comments) watchers.add(this.#person(comment.by).n);
    for (const watcher of watchers) this.#insert('watcher', [seq, watcher]);
    if (assignee) {
      const over = category === 'done' || category === 'closed';
      const turn = over ? 'completed' : category === 'doing' ? 'in_progress' : 'pending';
      this.#insert('assignment', [
        this.#id(),
        seq,
        assignee.n,
        reporter.n,
        created,
        turn,
        over ? ended : null,
        null,
        ...stamps(created),
      ]);
    }
    this.#index('issue_words', [
      seq,
      wordText(title),
      bodyWords([row.description ?? '', ...Object.values(hasBug ? environment : {})]),
    ]);
    this.#history(row, seq, reporter.n, created);
    this.#comment(row, seq);
  }

  /** Duplicates of what stood later in the file, and the counters. */
  finish(): void {
    const mark = this.#sqlite.prepare('update issue set duplicate_of = ? where seq = ?');
    for (const { seq, of } of this.#duplicates) {
      const original = this.#seqs.get(of);
      if (original !== undefined && original !== seq) mark.run(original, seq);
    }
    const next = this.#sqlite.prepare('update project set next_number = ? where n = ?');
    for (const project of this.#projects.values()) next.run(project.next, project.n);
    this.#sqlite
      .prepare('update head set issue_seq = ?, comment_seq = ?')
      .run(this.#issues, this.#comments);
  }

  #history(row: TrackerRow, issue: number, actor: number, at: number): void {
    this.#record([issue, at, this.#id(), 'imported', actor, null, null, null]);
    for (const { at: when, by, status } of row.statusHistory) {
      const time = Date.parse(when);
      const who = this.#person(by).n;
      this.#record([issue, time, this.#id(), 'history', who, 'status', null, status]);
    }
    for (const { at: when, by, field, from, to } of row.changes) {
      if (field === 'Status') continue;
      const time = Date.parse(when);
      const who = this.#person(by).n;
      this.#record([issue, time, this.#id(), 'history', who, field, from, to]);
    }
  }

  #record(values: readonly unknown[]): void {
    this.#activity += 1;
    this.#insert('activity', values);
  }

  #comment(row: TrackerRow, issue: number): void {
    for (const { at, by, body } of row.comments) {
      this.#comments += 1;
      const seq = this.#comments;
      const time = Date.parse(at);
      const author = this.#person(by).n;
      this.#insert('comment', [seq, this.#id(), issue, author, body, null, ...stamps(time)]);
      this.#index('comment_words', [seq, wordText(body)]);
    }
  }

  #project(name: string): { readonly n: number; readonly key: string; next: number } {
    const known = this.#projects.get(name);
    if (known) return known;
    const key = map.keyFor(name, this.#keys);
    this.#keys.add(key);
    const project = { n: this.#projects.size + 1, key, next: 1 };
    this.#projects.set(name, project);
    this.#insert('project', [
      project.n,
      this.#id(),
      key,
      name,
      '',
      'public',
      null,
      0,
      1,
      ...stamps(0),
    ]);
    return project;
  }

  #person(name: string | null): { readonly n: number; readonly username: string } {
    const shown = name?.trim() || UNKNOWN;
    const known = this.#people.get(shown);
    if (known) return known;
    const username = map.usernameFor(shown, this.#usernames);
    this.#usernames.add(username);
    const person = { n: this.#people.size + 1, username };
    this.#people.set(shown, person);
    this.#insert('user', [
      person.n,
      this.#id(),
      username,
      shown,
      null,
      null,
      'tester',
      0,
      null,
      ...stamps(0),
    ]);
    return person;
  }

  #tagsOf(row: TrackerRow): ReadonlySet<number> {
    const names = [...row.labels, ...(row.component === null ? [] : [row.component])];
    return new Set(names.map((name) => this.#tag([...name.trim()].slice(0, 40).join(''))));
  }

  #tag(name: string): number {
    const fold = foldCase(name);
    const known = this.#tags.get(fold);
    if (known !== undefined) return known;
    const n = this.#tags.size + 1;
    this.#tags.set(fold, n);
    this.#insert('tag', [n, this.#id(), name, fold, PALETTE[n % PALETTE.length], ...stamps(0)]);
    return n;
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
      const places = values.map(() => '?').join(', ');
      statement = this.#sqlite.prepare(`insert into "${table}" values (${places})`);
      this.#inserts.set(table, statement);
    }
    statement.run(...values);
  }

  #index(table: 'issue_words' | 'comment_words', values: readonly unknown[]): void {
    let statement = this.#inserts.get(table);
    if (!statement) {
      const columns = table === 'issue_words' ? 'rowid, title, body' : 'rowid, content';
      const places = values.map(() => '?').join(', ');
      statement = this.#sqlite.prepare(`insert into ${table} (${columns}) values (${places})`);
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

/** created_at, updated_at, version. */
function stamps(at: number): readonly [number, number, number] {
  return [at, at, 1];
}
