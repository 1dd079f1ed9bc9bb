import { sql } from 'kysely';
import type { Dialect } from '../dialect.ts';
import { oneOf } from '../query/one-of.ts';
import { readSeqList } from '../query/seq-set.ts';
import type { Read } from '../tables.ts';

/** What decides who sees an issue, by row numbers; 0 is nobody. */
export interface IssueFact {
  readonly project: number;
  readonly reporter: number;
  readonly assignee: number;
  readonly confidential: boolean;
}

/** A changed issue: what decides who sees it, and what a viewer's own shape of it needs. */
export interface FactOfChange extends IssueFact {
  readonly id: string;
  /** `issue.seq`; 0: of none. */
  readonly duplicateOf: number;
}

/** The facts of every issue at one moment, by row number: 1.6 MB for 100,000. */
export class IssueFacts {
  #project = new Int32Array(0);
  #reporter = new Int32Array(0);
  #assignee = new Int32Array(0);
  #confidential = new Uint8Array(0);

  /** null: there is no such issue. */
  get(seq: number): IssueFact | null {
    const project = this.#project[seq] ?? 0;
    if (project === 0) return null;
    return {
      project,
      reporter: this.#reporter[seq] ?? 0,
      assignee: this.#assignee[seq] ?? 0,
      confidential: this.#confidential[seq] === 1,
    };
  }

  set(seq: number, fact: IssueFact | null): void {
    if (seq >= this.#project.length) this.#grow(seq + 1);
    this.#project[seq] = fact?.project ?? 0;
    this.#reporter[seq] = fact?.reporter ?? 0;
    this.#assignee[seq] = fact?.assignee ?? 0;
    this.#confidential[seq] = fact?.confidential ? 1 : 0;
  }

  #grow(least: number): void {
    const length = Math.max(least, Math.ceil(this.#project.length * 1.5), 1024);
    this.#project = longer(this.#project, length);
    this.#reporter = longer(this.#reporter, length);
    this.#assignee = longer(this.#assignee, length);
    const confidential = new Uint8Array(length);
    confidential.set(this.#confidential);
    this.#confidential = confidential;
  }
}

function longer(list: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(length);
  copy.set(list);
  return copy;
}

interface Columns {
  readonly seq: string | null;
  readonly project: string | null;
  readonly reporter: string | null;
  readonly assignee: string | null;
  readonly confidential: string | null;
}

/** Reads the facts of every issue, a column at a time (`readSeqs` says why). */
export async function loadFacts(db: Read, dialect: Dialect): Promise<IssueFacts> {
  const column = (name: keyof Columns) =>
    dialect === 'sqlite'
      ? sql`group_concat(${sql.ref(name)}) as ${sql.ref(name)}`
      : sql`string_agg(${sql.ref(name)}::text, ',') as ${sql.ref(name)}`;
  const names = ['seq', 'project', 'reporter', 'assignee', 'confidential'] as const;
  const { rows } = await sql<Columns>`
    select ${sql.join(names.map(column))} from (
      select seq, project, reporter, coalesce(assignee, 0) as assignee, confidential from issue
    ) as facts`.execute(db);
  const [row] = rows;
  const facts = new IssueFacts();
  const seqs = readSeqList(row?.seq ?? null);
  const project = readSeqList(row?.project ?? null);
  const reporter = readSeqList(row?.reporter ?? null);
  const assignee = readSeqList(row?.assignee ?? null);
  const confidential = readSeqList(row?.confidential ?? null);
  for (const [at, seq] of seqs.entries()) {
    facts.set(seq, {
      project: project[at] ?? 0,
      reporter: reporter[at] ?? 0,
      assignee: assignee[at] ?? 0,
      confidential: confidential[at] === 1,
    });
  }
  return facts;
}

/** Those of these issues that there are, by row number. */
export async function readFacts(
  db: Read,
  dialect: Dialect,
  seqs: readonly number[],
): Promise<ReadonlyMap<number, FactOfChange>> {
  if (seqs.length === 0) return new Map();
  const rows = await db
    .selectFrom('issue')
    .select(['seq', 'id', 'project', 'reporter', 'assignee', 'confidential', 'duplicate_of'])
    .where(oneOf(sql.ref('seq'), seqs, dialect))
    .execute();
  return new Map(
    rows.map(({ seq, id, project, reporter, assignee, confidential, duplicate_of }) => [
      seq,
      {
        id,
        project,
        reporter,
        assignee: assignee ?? 0,
        confidential: confidential === 1,
        duplicateOf: duplicate_of ?? 0,
      },
    ]),
  );
}

/** The ids of issues that were deleted after a version, by row number. */
export async function readDeleted(db: Read, version: number): Promise<ReadonlyMap<number, string>> {
  const rows = await db
    .selectFrom('tombstone')
    .select(['seq', 'id'])
    .where('kind', '=', 'issue')
    .where('v', '>', version)
    .execute();
  return new Map(rows.flatMap(({ seq, id }) => (seq === null ? [] : [[seq, id] as const])));
}
