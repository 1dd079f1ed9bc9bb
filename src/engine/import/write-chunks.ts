import { setTimeout as sleep } from 'node:timers/promises';
import type { CommandId } from '#domain/ids.ts';
import type { ImportArgs, ImportRow } from '#domain/import/import-row.ts';
import type { MappedRow } from '#domain/import/mapping.ts';
import { type Rejection, rejection } from '#domain/rejection.ts';
import { findNumbers } from '#store/issue-numbers.ts';
import { ASK_AGAIN_MS } from '#store/patient-dialect.ts';
import { type Execution, executeIn } from '../execute.ts';
import type { RowTaker } from './file-rows.ts';
import { FreeNumbers } from './free-numbers.ts';
import type { ImportHost, ImportOptions } from './import-host.ts';
import type { ImportState } from './import-state.ts';
import type { Tally } from './stage-rows.ts';

export interface ChunkOptions extends Pick<ImportOptions, 'actor' | 'skipBad' | 'onProgress'> {
  readonly host: ImportHost;
  readonly state: ImportState;
  readonly tally: Tally;
  /** How many rows there are. */
  readonly total: number;
}

/** Between two chunks; longer than a waiting writer of another connection takes to ask again. */
const PAUSE_MS = 3 * ASK_AGAIN_MS;

/** A command of a chunk, and the row of the file that it is of. */
interface Wish {
  readonly line: number;
  readonly args: ImportArgs;
}

/**
 * Executes the commands of an import a few rows a transaction, so that others write in between.
 * What a chunk wrote stays, whatever becomes of the rest.
 */
export class ChunkWriter implements RowTaker {
  readonly #on: ChunkOptions;
  #done = 0;

  constructor(options: ChunkOptions) {
    this.#on = options;
  }

  async add(rows: readonly MappedRow[]): Promise<Rejection | null> {
    for (const chunk of withoutRepeats(rows)) {
      const refused = await this.#write(chunk);
      if (refused !== null) return refused;
    }
    return null;
  }

  async #write(rows: readonly MappedRow[]): Promise<Rejection | null> {
    const { host, state, total, onProgress } = this.#on;
    await state.load(rows.flatMap(({ args }) => args.row ?? []));
    const wishes: Wish[] = [];
    for (const { row: line, args } of rows) {
      // What a row names and nobody knew is made before it, so that it stands where the row is bad.
      if (args.makes !== null) wishes.push({ line, args: { row: null, makes: args.makes } });
      if (args.row === null) continue;
      const row = await state.withoutPresent(args.row);
      wishes.push({ line, args: { row: { ...row, id: this.#idOf(row) }, makes: null } });
    }
    const present = new Set<string>();
    const execution = await host.store.transaction(async (tx) => {
      const found = await findNumbers(
        tx,
        wishes.flatMap(({ args }) => args.row ?? []),
      );
      for (const id of found.ids) present.add(id);
      const free = new FreeNumbers(found);
      const commands = wishes.map(({ args }) => ({
        id: host.clock.newId() as CommandId,
        name: 'issue.import',
        args: args.row === null ? args : { ...args, row: free.numbered(args.row) },
      }));
      return executeIn(host.store, tx, { actor: this.#on.actor, commands, now: host.clock.now });
    });
    if (execution.changed) host.feed.publish(execution.changed);
    const refused = this.#count(wishes, execution, present);
    this.#done += rows.length;
    onProgress({ phase: 'copying', done: Math.min(this.#done, total), total });
    await sleep(PAUSE_MS);
    return refused;
  }

  /** A row seen before keeps the id that it has. */
  #idOf({ id, external }: ImportRow): ImportRow['id'] {
    return (external && this.#on.state.issueOf(external.source, external.id)) ?? id;
  }

  #count(
    wishes: readonly Wish[],
    { outcomes, changed }: Execution,
    present: Set<string>,
  ): Rejection | null {
    const { tally, state } = this.#on;
    let ends: Rejection | null = null;
    for (const [index, { line, args }] of wishes.entries()) {
      const outcome = outcomes[index];
      if (outcome?.outcome === 'rejected') {
        ends ??= this.#refusedAt(line, args, outcome.error);
        continue;
      }
      const { row } = args;
      if (row === null) continue;
      if (!present.has(row.id)) {
        tally.created += 1;
        present.add(row.id);
        if (row.external) state.noteExternal(row.external.source, row.external.id, row.id);
      } else if (changed !== null && (changed.issues?.includes(row.id) ?? true)) tally.updated += 1;
      else tally.unchanged += 1;
    }
    return ends;
  }

  #refusedAt(line: number, { row }: ImportArgs, error: Rejection): Rejection | null {
    if (error.code === 'FORBIDDEN' || error.code === 'UNAUTHENTICATED') return error;
    if (row !== null && this.#on.skipBad) {
      const field = (error.field ?? '').replace(/^row\.?/, '');
      this.#on.tally.bad.push({ row: line, field, message: error.message });
      return null;
    }
    const message = `Row ${line}: ${error.message} The rows before it are imported and stay; import the same file again to go on.`;
    return rejection(error.code, message);
  }
}

/**
 * The rows in their order, parted before a row that is of the same issue as one before it: only once
 * that is written can be told what this one changes.
 */
function withoutRepeats(rows: readonly MappedRow[]): readonly (readonly MappedRow[])[] {
  const parts: MappedRow[][] = [[]];
  let seen = new Set<string>();
  for (const mapped of rows) {
    const { row } = mapped.args;
    const keys = row === null ? [] : namesOf(row);
    if (keys.some((key) => seen.has(key))) {
      parts.push([]);
      seen = new Set();
    }
    for (const key of keys) seen.add(key);
    parts.at(-1)?.push(mapped);
  }
  return parts;
}

function namesOf({ id, external }: ImportRow): readonly string[] {
  return external === null ? [id] : [id, JSON.stringify([external.source, external.id])];
}
