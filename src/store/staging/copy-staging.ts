import { sql } from 'kysely';
import { logChanges } from '../change-log.ts';
import { noteSearchGap } from '../search/fill-search.ts';
import type { Store } from '../store.ts';
import type { Transaction } from '../transaction.ts';
import type { Base } from './staging-file.ts';
import { stillHolds } from './still-holds.ts';

export interface CopyOptions {
  readonly path: string;
  readonly base: Base;
  /** Called between statements: reads and other calls may come in. May throw, which undoes all. */
  readonly rest: () => Promise<void>;
  /** Rows copied so far, and how many there are. */
  readonly onProgress: (done: number, total: number) => void;
  /** Does the late work (`StagingFile.late`), in order, with everything else copied. */
  readonly finish: (tx: Transaction, work: AsyncIterable<readonly string[]>) => Promise<void>;
}

/**
 * Copies a staging file into the workspace in one transaction: all of it, or by whatever throws
 * nothing. Reads go on meanwhile, other writes wait.
 * @returns the new version; null where the workspace has changed so that the file must be staged anew
 */
export function copyStaging(store: Store, options: CopyOptions): Promise<number | null> {
  const before = copies.get(store) ?? Promise.resolve();
  const copied = before.then(() => copyAttached(store, options));
  copies.set(
    store,
    copied.catch(() => undefined),
  );
  return copied;
}

/** The last copy of each store: a file is attached outside the transaction, so one at a time. */
const copies = new WeakMap<Store, Promise<unknown>>();

async function copyAttached(store: Store, options: CopyOptions): Promise<number | null> {
  await sql`attach database ${options.path} as staged`.execute(store.write);
  try {
    return await store.transaction((tx) => copyIn(store, tx, options));
  } finally {
    await sql`detach database staged`.execute(store.write);
  }
}

async function copyIn(store: Store, tx: Transaction, options: CopyOptions): Promise<number | null> {
  const tables = await stagedTables(tx);
  if (!(await stillHolds(tx, options.base, new Set(tables.keys())))) return null;
  const version = tx.version + 1;
  const moves = await numberMoves(tx, options.base);
  const places = tables.has('place') ? await projectPlaces(tx, options.base, moves) : [];
  const states = tables.has('state') ? await stateNumbers(tx) : new Map<number, number>();
  const expressions = columnExpressions(moves, version, places, states);
  const copied = COPIED.filter((table) => tables.has(table));
  const total = copied.reduce((sum, table) => sum + (tables.get(table) ?? 0), 0);
  let done = 0;
  for (const table of copied) {
    const statement = await copyStatement(tx, table, expressions);
    await inRanges(tables.get(table) ?? 0, async (first, last) => {
      await statement(first, last);
      options.onProgress(done + last, total);
      await options.rest();
    });
    done += tables.get(table) ?? 0;
  }
  for (const { project, next } of places) {
    await tx.db
      .updateTable('project')
      .set({ next_number: next })
      .where('n', '=', project)
      .execute();
  }
  const issues = tables.get('issue') ?? 0;
  const comments = tables.get('comment') ?? 0;
  await tx.db
    .updateTable('head')
    .set((set) => ({
      issue_seq: set('issue_seq', '+', issues),
      comment_seq: set('comment_seq', '+', comments),
    }))
    .execute();
  const first = options.base.issue + moves.issue + 1;
  await noteSearchGap(tx.db, first, first + issues - 1);
  if (tables.has('late')) await options.finish(tx, lateWork(tx, options.rest));
  await logChanges(tx, version, { issues: null, rows: [] });
  await store.advance(tx, version);
  return version;
}

/** The tables of the staging file, and how many rows each has. */
async function stagedTables(tx: Transaction): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ name: string }>`
    select name from staged.sqlite_schema where type = 'table'`.execute(tx.db);
  const counts = new Map<string, number>();
  for (const { name } of rows) {
    const counted = await sql<{ n: number | null }>`
      select max(rowid) as n from staged.${sql.ref(name)}`.execute(tx.db);
    counts.set(name, counted.rows[0]?.n ?? 0);
  }
  return counts;
}

/** From the rows that are pointed to down to those that point. */
const COPIED = [
  'user',
  'severity',
  'tag',
  'project',
  'project_member',
  'issue',
  'issue_text',
  'issue_environment',
  'issue_tag',
  'watcher',
  'comment',
  'assignment',
  'activity',
] as const;
type CopiedTable = (typeof COPIED)[number];
type Numbered = Exclude<keyof Base, 'version'>;

/** Which columns are numbers of what; all others are copied as they are. */
const NUMBERS: { readonly [T in CopiedTable]: Readonly<Record<string, Numbered>> } = {
  user: { n: 'user' },
  severity: { n: 'severity', author: 'user' },
  tag: { n: 'tag' },
  project: { n: 'project' },
  project_member: { project: 'project', user: 'user' },
  issue: {
    seq: 'issue',
    project: 'project',
    severity: 'severity',
    reporter: 'user',
    assignee: 'user',
    duplicate_of: 'issue',
  },
  issue_text: { issue: 'issue', bug_author: 'user' },
  issue_environment: { issue: 'issue' },
  issue_tag: { issue: 'issue', tag: 'tag' },
  watcher: { issue: 'issue', user: 'user' },
  comment: { seq: 'comment', issue: 'issue', author: 'user' },
  assignment: { issue: 'issue', assignee: 'user', assigned_by: 'user' },
  activity: { issue: 'issue', actor: 'user' },
};

/** How far numbers above the base move up, by what they number. */
type Moves = { readonly [N in Numbered]: number } & { readonly base: Base };

async function numberMoves({ db, numbers }: Transaction, base: Base): Promise<Moves> {
  const head = await db
    .selectFrom('head')
    .select(['issue_seq', 'comment_seq'])
    .executeTakeFirstOrThrow();
  return {
    base,
    user: (await numbers.last('user')) - base.user,
    project: (await numbers.last('project')) - base.project,
    severity: (await numbers.last('severity')) - base.severity,
    tag: (await numbers.last('tag')) - base.tag,
    issue: head.issue_seq - base.issue,
    comment: head.comment_seq - base.comment,
  };
}

interface ProjectPlace {
  /** `project.n` in the workspace, and in the staging file. */
  readonly project: number;
  readonly staged: number;
  /** How far issue numbers move up, and the number that is next after them. */
  readonly shift: number;
  readonly next: number;
}

async function projectPlaces(
  { db }: Transaction,
  base: Base,
  moves: Moves,
): Promise<readonly ProjectPlace[]> {
  const { rows } = await sql<{ project: number; first: number; next: number }>`
    select project, "first", "next" from staged.place`.execute(db);
  const numbers = await db.selectFrom('project').select(['n', 'next_number']).execute();
  const present = new Map(numbers.map(({ n, next_number }) => [n, next_number]));
  return rows.map(({ project: staged, first, next }) => {
    const project = staged > base.project ? staged + moves.project : staged;
    const shift = staged > base.project ? 0 : (present.get(project) ?? first) - first;
    return { project, staged, shift, next: next + shift };
  });
}

/** The workspace's number of each staged state, by its staged number; new names get one. */
async function stateNumbers(tx: Transaction): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ n: number; name: string }>`
    select n, name from staged.state`.execute(tx.db);
  const names = rows.map(({ name }) => name);
  await tx.numbers.look({ state: names });
  await tx.numbers.addStates(names);
  return new Map(rows.map(({ n, name }) => [n, tx.numbers.n('state', name)]));
}

/** What a column of a table becomes, as SQL; undefined: it stays as it is. */
type ColumnExpressions = (table: CopiedTable, column: string) => string | undefined;

function columnExpressions(
  moves: Moves,
  version: number,
  places: readonly ProjectPlace[],
  states: ReadonlyMap<number, number>,
): ColumnExpressions {
  const shifted = places.filter(({ shift }) => shift !== 0);
  return (table, column) => {
    if (column === 'version') return String(version);
    if (table === 'issue' && column === 'status') {
      return caseOf('status', [...states], '0');
    }
    if (table === 'issue' && column === 'number' && shifted.length > 0) {
      const shifts = shifted.map(({ staged, shift }) => [staged, shift] as const);
      return `number + ${caseOf('project', shifts, '0')}`;
    }
    const kind = NUMBERS[table][column];
    const move = kind === undefined ? 0 : moves[kind];
    if (kind === undefined || move === 0) return undefined;
    return `iif("${column}" > ${moves.base[kind]}, "${column}" + ${move}, "${column}")`;
  };
}

function caseOf(column: string, pairs: readonly (readonly [number, number])[], other: string) {
  const cases = pairs.map(([from, to]) => `when ${from} then ${to}`).join(' ');
  return pairs.length === 0 ? other : `case "${column}" ${cases} else ${other} end`;
}

async function copyStatement(tx: Transaction, table: CopiedTable, expressions: ColumnExpressions) {
  const { rows } = await sql<{ name: string }>`
    select name from pragma_table_info(${table}, 'staged')`.execute(tx.db);
  const columns = rows.map(({ name }) => name);
  const into = sql.raw(columns.map((column) => `"${column}"`).join(', '));
  const from = sql.raw(
    columns.map((column) => expressions(table, column) ?? `"${column}"`).join(', '),
  );
  return (first: number, last: number) =>
    sql`insert into main.${sql.ref(table)} (${into})
      select ${from} from staged.${sql.ref(table)}
      where rowid between ${first} and ${last}`.execute(tx.db);
}

/** Rows of the first statement, and how long one may take, in milliseconds. */
const FIRST_ROWS = 200;
const STATEMENT_MS = 12;

/** Goes through row numbers 1 to `count` in ranges, each of about the same time. */
async function inRanges(count: number, range: (first: number, last: number) => Promise<void>) {
  let rows = FIRST_ROWS;
  for (let first = 1; first <= count; ) {
    const last = Math.min(first + rows - 1, count);
    const since = performance.now();
    await range(first, last);
    const ms = Math.max(performance.now() - since, 0.1);
    rows = Math.round(Math.min(Math.max((rows * STATEMENT_MS) / ms, rows / 2, 20), rows * 2));
    first = last + 1;
  }
}

const LATE_ROWS = 100;

async function* lateWork(
  { db }: Transaction,
  rest: () => Promise<void>,
): AsyncGenerator<readonly string[]> {
  for (let after = 0; ; after += LATE_ROWS) {
    const { rows } = await sql<{ work: string }>`
      select work from staged.late where rowid > ${after} order by rowid limit ${LATE_ROWS}`.execute(
      db,
    );
    if (rows.length > 0) yield rows.map(({ work }) => work);
    if (rows.length < LATE_ROWS) return;
    await rest();
  }
}
