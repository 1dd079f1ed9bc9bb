import { basename } from 'node:path';
import type { ProjectId } from '#domain/ids.ts';
import { seesProject } from '#domain/permissions.ts';
import { type Rejection, rejection } from '#domain/rejection.ts';
import type { User } from '#domain/user/user.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import { externalRows, type KnownRows, loadKnownRows } from '#store/staging/known-rows.ts';
import { FileRows, type RowTaker } from './file-rows.ts';
import type { ImportHost, ImportOptions } from './import-host.ts';
import { ImportState } from './import-state.ts';
import { type OpenedFile, openFile } from './open-file.ts';
import { readFile } from './read-file.ts';
import { Slices } from './slices.ts';
import type { Tally } from './stage-rows.ts';

/** A file that is about to be read, and what the workspace knows of what it may name. */
export interface BegunFile {
  /** What a person calls it. */
  readonly name: string;
  readonly opened: OpenedFile;
  readonly known: KnownRows;
  readonly state: ImportState;
  readonly actor: User;
  /** Takes every row. */
  readonly project: ProjectId | undefined;
  readonly slices: Slices;
  readonly now: number;
}

export async function beginFile(
  host: ImportHost,
  options: ImportOptions,
): Promise<Result<BegunFile>> {
  const name = options.name ?? basename(options.file);
  const opened = await openFile(options.file, name);
  if (!opened.ok) return opened;
  const known = await loadKnownRows(host.store);
  const actor = known.users.find(({ row }) => row.id === options.actor)?.row;
  if (actor === undefined || actor.blocked) return failure(NOBODY);
  const project = findProject(options.project, actor, known);
  if (!project.ok) return project;
  const state = new ImportState(host.store, known);
  const slices = new Slices(options.signal);
  for await (const page of externalRows(host.store)) {
    for (const { source, externalId, id } of page) state.noteExternal(source, externalId, id);
    await slices.rest();
  }
  return success({
    name,
    opened: opened.value,
    known,
    state,
    actor,
    project: project.value,
    slices,
    now: host.clock.now(),
  });
}

/**
 * Reads and maps a whole file, and hands its rows on.
 * @returns the rejection that ends the import; null: it was read to its end
 */
export async function takeFile(
  host: ImportHost,
  options: ImportOptions,
  begun: BegunFile,
  to: { readonly taker: RowTaker; readonly tally: Tally },
): Promise<Rejection | null> {
  const rows = new FileRows(host, options, { ...begun, ...to });
  const format = options.format ?? 'auto';
  for await (const read of readFile(begun.opened, format, begun.name)) {
    const refused = await rows.take(read.steps, read.format);
    if (refused !== null) return refused;
  }
  return rows.finish();
}

const NOBODY = rejection(
  'UNAUTHENTICATED',
  'Nobody is signed in. Choose who you are, then try again.',
);

function findProject(
  key: string | undefined,
  actor: User,
  { projects }: KnownRows,
): Result<ProjectId | undefined> {
  if (key === undefined) return success(undefined);
  const found = projects.find(({ row }) => row.key === key.toUpperCase());
  if (found !== undefined && seesProject(actor, found.row)) return success(found.row.id);
  const message = `There is no project ${key}, or you do not see it. Create it first, or leave it out: rows then go into projects by name.`;
  return failure(rejection('NOT_FOUND', message, { field: 'project' }));
}
