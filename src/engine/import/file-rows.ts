import type { ProjectId } from '#domain/ids.ts';
import { exportHeader, isExportHeader, readExport } from '#domain/import/export-record.ts';
import {
  type ImportFormat,
  type MappedRow,
  type Mapping,
  openMapping,
} from '#domain/import/mapping.ts';
import { type Rejection, rejection } from '#domain/rejection.ts';
import type { User } from '#domain/user/user.ts';
import type { KnownRows } from '#store/staging/known-rows.ts';
import type { FileStep } from './file-record.ts';
import type { ImportHost, ImportOptions } from './import-host.ts';
import type { ImportState } from './import-state.ts';
import { shiftDates } from './shift-dates.ts';
import type { Slices } from './slices.ts';
import type { Tally } from './stage-rows.ts';

/** Decides mapped rows, and writes or stages what they make. */
export interface RowTaker {
  /** @returns the rejection that ends the whole import: who imports may not, for example */
  add(rows: readonly MappedRow[]): Promise<Rejection | null>;
}

export interface FileRowsOptions {
  readonly actor: User;
  readonly known: KnownRows;
  readonly state: ImportState;
  /** Takes every row. */
  readonly project: ProjectId | undefined;
  readonly slices: Slices;
  readonly taker: RowTaker;
  /** Shared with the taker. */
  readonly tally: Tally;
  readonly now: number;
}

/** Rows that are decided together: what they need of the workspace is one query a table. */
const BATCH_ROWS = 100;
const CLEANED = 'Characters that cannot be kept were replaced by U+FFFD.';

/** Takes the rows of one file, maps them into our words and hands them on a few at a time. */
export class FileRows {
  readonly #host: ImportHost;
  readonly #import: ImportOptions;
  readonly #on: FileRowsOptions;
  #mapping: Mapping | null = null;
  #waiting: MappedRow[] = [];
  #shift = 0;
  #rows = 0;

  constructor(host: ImportHost, options: ImportOptions, on: FileRowsOptions) {
    this.#host = host;
    this.#import = options;
    this.#on = on;
  }

  /** @returns the rejection that ends the import; null: go on */
  async take(steps: readonly FileStep[], format: ImportFormat): Promise<Rejection | null> {
    this.#mapping ??= this.#open(format);
    for (const step of steps) {
      if (step.kind === 'unreadable') return unreadable(step.problem);
      this.#rows += 1;
      if (step.kind === 'bad') this.#on.tally.bad.push(step.problem);
      else this.#map(step.row, step.record, step.cleaned, this.#mapping);
      if (this.#waiting.length >= BATCH_ROWS || this.#on.slices.over) {
        const refused = await this.#decide();
        if (refused !== null) return refused;
        await this.#on.slices.rest();
      }
    }
    this.#import.onProgress({ phase: 'reading', done: this.#rows, total: null });
    return null;
  }

  /** The rows that waited for others. */
  async finish(): Promise<Rejection | null> {
    const rest = this.#mapping?.finish() ?? [];
    for (let start = 0; start < rest.length; start += BATCH_ROWS) {
      this.#waiting.push(...rest.slice(start, start + BATCH_ROWS).map((row) => this.#shifted(row)));
      const refused = await this.#decide();
      if (refused !== null) return refused;
      await this.#on.slices.rest();
    }
    return this.#decide();
  }

  #open(format: ImportFormat): Mapping {
    const { known, state, actor, project } = this.#on;
    return openMapping({
      format,
      known: {
        actor,
        projects: state.projectsSeenBy(actor),
        takenKeys: known.projects.map(({ row }) => row.key),
        workflows: known.workflows,
        defaultWorkflow: known.workspace.defaultWorkflow,
        people: known.users.map(({ row }) => row),
        severities: known.severities.map(({ row }) => row),
        tags: known.tags.map(({ row }) => row),
        issueOf: (source, id) => state.issueOf(source, id),
      },
      project,
      newId: this.#host.clock.newId,
      now: this.#on.now,
    });
  }

  #map(row: number, record: unknown, cleaned: readonly string[], mapping: Mapping): void {
    for (const field of cleaned) this.#on.tally.adjusted.push({ row, field, message: CLEANED });
    if (this.#import.shiftTo !== undefined && isExportHeader(record)) {
      const header = readExport(exportHeader, record);
      if (header.ok) this.#shift = this.#import.shiftTo - Date.parse(header.value.exportedAt);
    }
    const step = mapping.add(row, record);
    if (step.ok) this.#waiting.push(...step.rows.map((mapped) => this.#shifted(mapped)));
    else this.#on.tally.bad.push(step.problem);
  }

  #shifted(mapped: MappedRow): MappedRow {
    const { row } = mapped.args;
    if (this.#shift === 0 || row === null) return mapped;
    return { ...mapped, args: { ...mapped.args, row: shiftDates(row, this.#shift) } };
  }

  async #decide(): Promise<Rejection | null> {
    if (this.#waiting.length === 0) return null;
    const rows = this.#waiting;
    this.#waiting = [];
    return this.#on.taker.add(rows);
  }
}

function unreadable(problem: { row: number; field: string; message: string }): Rejection {
  const { row, field, message } = problem;
  const place = row === 0 ? '' : `Row ${row}${field === '' ? '' : `, ${field}`}: `;
  return rejection('VALIDATION', `${place}${message} Nothing was imported.`, {
    field: field === '' ? 'file' : field,
    details: [problem],
  });
}
