import { basename } from 'node:path';
import type { ProjectId } from '#domain/ids.ts';
import { seesProject } from '#domain/permissions.ts';
import { type Rejection, rejection } from '#domain/rejection.ts';
import type { User } from '#domain/user/user.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import { externalRows, type KnownRows, loadKnownRows } from '#store/staging/known-rows.ts';
import { StagingFile } from '#store/staging/staging-file.ts';
import { FileStaging } from './file-staging.ts';
import type { ImportHost, ImportOptions } from './import-host.ts';
import { ImportState } from './import-state.ts';
import { openFile } from './open-file.ts';
import { readFile } from './read-file.ts';
import { Slices } from './slices.ts';
import type { Tally } from './stage-rows.ts';
import { stagingPath } from './staging-path.ts';

export interface Staged {
  readonly tally: Tally;
  /** null for a dry run. */
  readonly staging: StagingFile | null;
}

/** Reads, maps and decides a whole file into a staging file, which is dropped where that fails. */
export async function stageFile(host: ImportHost, options: ImportOptions): Promise<Result<Staged>> {
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
  const { folder, clock, store } = host;
  const staging = options.dryRun
    ? null
    : new StagingFile(stagingPath(folder, clock.newId()), store, known);
  const on = { actor, known, state, staging, project: project.value, slices };
  const rows = new FileStaging(host, options, on);
  try {
    for await (const { steps, format } of readFile(opened.value, options.format ?? 'auto', name)) {
      const refused = await rows.take(steps, format);
      if (refused !== null) return abandoned(staging, refused);
    }
    const refused = await rows.finish();
    return refused === null ? success({ tally: rows.tally, staging }) : abandoned(staging, refused);
  } catch (error) {
    staging?.drop();
    throw error;
  }
}

function abandoned(staging: StagingFile | null, refused: Rejection): Result<never> {
  staging?.drop();
  return failure(refused);
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
