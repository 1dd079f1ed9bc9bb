import type { Instant, IssueId, ProjectId } from '../ids.ts';
import { Directory, type KnownNames, type Place } from './directory.ts';
import { exportHeader, exportRecord, isExportHeader, readExport } from './export-record.ts';
import { firstCodePoints } from './fit-texts.ts';
import { DuplicateHold, type Released } from './hold-duplicates.ts';
import type { Adjustment, ImportArgs, ImportRow, RowProblem } from './import-row.ts';
import { mapExportHeader, mapExportRecord } from './map-export-record.ts';
import { type DraftRow, duplicateAsText, mapSourceRow } from './map-row.ts';
import { readBugzillaRecord } from './read-bugzilla-record.ts';
import { readTrackerRecord } from './read-tracker-record.ts';
import type { SourceReading } from './source-row.ts';

/**
 * The face of the import for whoever reads the file.
 *
 * 1. `openMapping({ … })` with the names that the workspace knows.
 * 2. `mapping.add(rowNumber, record)` for each record in file order; a record is what `JSON.parse`
 *    gave for a line, or a CSV row as an object by column name. The answer holds the commands
 *    that are now ready: none, one or several, since a row that duplicates a later row of the
 *    file waits for it. A record that cannot be read answers with its problem instead.
 * 3. `mapping.finish()` after the last record: the rows that waited in vain.
 * 4. Each `MappedRow.args` goes into `execute` as the arguments of `issue.import`, in the order
 *    given, under a command id of its own. `import-outcome.ts` tells created, updated or
 *    unchanged, and which fields were left.
 *
 * People, projects, tags and severities that nobody knew come as `args.makes` of the first command
 * that needs them, so nothing else has to be created. The mapping keeps state (names taken so far,
 * numbers given out); it reads neither clock nor chance.
 */
export interface Mapping {
  /** `row`: counted from 1 as a person counts (line, or CSV record after the header). */
  readonly add: (row: number, record: unknown) => MappingStep;
  readonly finish: () => readonly MappedRow[];
}

/**
 * - `tracker`: the JSON Lines of real trackers (data/README.md).
 * - `bugzilla-csv`: the columns of a Bugzilla list.
 * - `katydid`: what our own export wrote as JSON Lines; its header line is a record too.
 */
export type ImportFormat = 'tracker' | 'bugzilla-csv' | 'katydid';

export interface MappingOptions {
  readonly format: ImportFormat;
  readonly known: KnownNames;
  /** Everything goes here instead of into projects by name. */
  readonly project?: ProjectId | undefined;
  /** Names the tracker where the file does not: rows are known again by source and id. */
  readonly source?: string | undefined;
  /** A fresh UUIDv7. */
  readonly newId: () => string;
  readonly now: Instant;
}

export type MappingStep =
  | { readonly ok: true; readonly rows: readonly MappedRow[] }
  | { readonly ok: false; readonly problem: RowProblem };

/** One command that is ready, and what had to be changed to make it fit. */
export interface MappedRow {
  readonly row: number;
  readonly args: ImportArgs;
  readonly adjustments: readonly Adjustment[];
}

/** A mapped row on its way to those that duplicate it and those that it duplicates. */
interface Held extends DraftRow {
  readonly line: number;
}

/** Where a source that does not name itself comes from. */
const UNNAMED_SOURCE = 'bugzilla';
/** For rows that name no project. */
const NO_PROJECT = 'Imported';

export function openMapping(options: MappingOptions): Mapping {
  const directory = new Directory(options.known, options.newId);
  const hold = new DuplicateHold<Held>();
  const ids = new Map<string, IssueId>();

  const problem = (row: number, field: string, message: string): MappingStep => ({
    ok: false,
    problem: { row, field, message },
  });

  const release = (rows: readonly Released<Held>[]): MappedRow[] =>
    rows.map(({ item, target, lost }) => {
      const row = linked(item.row, target === null ? null : (ids.get(target) ?? null), lost);
      const adjustments = item.told.map((one) => ({ row: item.line, ...one }));
      return { row: item.line, args: { row, makes: directory.takeMakes() }, adjustments };
    });

  const placeOf = (name: string | null, key?: string): Place => {
    const fixed = options.project === undefined ? undefined : directory.place(options.project);
    if (fixed !== undefined) return fixed;
    return directory.project({ name: name ?? NO_PROJECT, ...(key === undefined ? {} : { key }) });
  };

  const addForeign = (line: number, reading: SourceReading): MappingStep => {
    if (!reading.ok) return problem(line, reading.field, reading.message);
    const source = reading.row;
    const known = ids.get(source.id) ?? directory.issueOf(source.source, source.id);
    const place = placeOf(projectNameOf(source.project));
    const id = known ?? (options.newId() as IssueId);
    ids.set(source.id, id);
    // A row seen before keeps the number it has; 1 is merely well-formed.
    const number = known === undefined ? place.takeNumber() : 1;
    const draft = mapSourceRow(source, directory, { place, id, number, now: options.now });
    const cleaned = reading.cleaned.map((field) => ({ field, message: CLEANED }));
    const held = { line, row: draft.row, told: [...cleaned, ...draft.told] };
    const target = draft.row.resolution === null ? null : source.duplicateOf;
    const text = target === null ? source.duplicateOf : null;
    const item = text === null ? held : { ...held, row: duplicateAsText(held.row, text) };
    return { ok: true, rows: release(hold.add(source.id, target, item)) };
  };

  const addExported = (line: number, record: unknown): MappingStep => {
    if (isExportHeader(record)) {
      const reading = readExport(exportHeader, record);
      if (!reading.ok) return problem(line, reading.field, reading.message);
      mapExportHeader(reading.value, directory);
      const makes = directory.takeMakes();
      const rows =
        makes === null ? [] : [{ row: line, args: { row: null, makes }, adjustments: [] }];
      return { ok: true, rows };
    }
    const reading = readExport(exportRecord, record);
    if (!reading.ok) return problem(line, reading.field, reading.message);
    const value = reading.value;
    const place = placeOf(value.project, value.project);
    const number = place.takeNumber(Number(value.key.slice(value.key.indexOf('-') + 1)));
    const draft = mapExportRecord(value, directory, { place, number });
    ids.set(value.key, value.id);
    const target = draft.row.resolution === null ? null : value.duplicateOf;
    return { ok: true, rows: release(hold.add(value.key, target, { line, ...draft })) };
  };

  return {
    add: (line, record) => {
      if (options.format === 'katydid') return addExported(line, record);
      return addForeign(
        line,
        options.format === 'tracker'
          ? readTrackerRecord(record)
          : readBugzillaRecord(record, options.source ?? UNNAMED_SOURCE),
      );
    },
    finish: () => release(hold.finish()),
  };
}

const CLEANED = 'Characters that cannot be kept were replaced by U+FFFD.';

/** A link that was found makes the row a duplicate; one that was not stays as activity text. */
function linked(row: ImportRow, target: IssueId | null, lost: string | null): ImportRow {
  if (target !== null) return { ...row, resolution: 'duplicate', duplicateOf: target };
  return lost === null ? row : duplicateAsText(row, lost);
}

const MAX_PROJECT_NAME = 120;

function projectNameOf(name: string | null): string | null {
  return name === null
    ? null
    : firstCodePoints(name.normalize('NFC').trim(), MAX_PROJECT_NAME).trim();
}
