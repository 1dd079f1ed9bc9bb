import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { systemClock } from '#engine/clock.ts';
import { openEngine } from '#engine/engine.ts';
import { startWorkspace } from '#engine/start-workspace.ts';
import { prepareWorkspaceFolder } from '#engine/workspace-folder.ts';
import { trackerFile } from './tracker-file.ts';

const FOLDER = join(import.meta.dirname, 'data');
const OUTPUT_BYTES = 64 * 1024 * 1024;

/** The built command line. */
export const CLI = join(import.meta.dirname, '..', 'out', 'main', 'cli.js');

/** What `katydid import --json` answers, as far as benchmarks look. */
export interface Report {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly skipped: readonly unknown[];
  readonly adjusted: readonly unknown[];
}

/** Runs `katydid import` of the tracker's file to its end, as a process of its own. */
export function katydidImport(workspace: string): Report {
  if (!existsSync(CLI)) throw new Error(`There is no ${CLI}: run npm run build first.`);
  const words = [CLI, 'import', trackerFile(), '--workspace', workspace, '--json'];
  const output = execFileSync(process.execPath, words, { maxBuffer: OUTPUT_BYTES });
  return JSON.parse(output.toString()) as Report;
}

/**
 * A workspace with every issue of the tracker's file, imported by `katydid import` and kept in
 * `bench/data` until the tables change.
 */
export async function bigWorkspace(): Promise<string> {
  const folder = join(FOLDER, 'big-workspace');
  const empty = await emptyWorkspace();
  if (existsSync(folder) && schemaOf(folder) === schemaOf(empty)) return folder;
  const draft = `${folder}.new`;
  for (const stale of [folder, draft]) rmSync(stale, { recursive: true, force: true });
  await beginWorkspace(draft);
  katydidImport(draft);
  renameSync(draft, folder);
  return folder;
}

/** A workspace in which nothing has been filed yet, made anew. */
export async function emptyWorkspace(): Promise<string> {
  const folder = join(FOLDER, 'empty-workspace');
  rmSync(folder, { recursive: true, force: true });
  await beginWorkspace(folder);
  return folder;
}

/** Makes a workspace that has its first admin. */
export async function beginWorkspace(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const engine = await openEngine({ folder, resources: '', clock: systemClock });
  const admin = await startWorkspace(engine, { name: 'Bench' });
  await engine.close();
  if (!admin.ok) throw new Error(admin.error.message);
}

/** The database of a workspace. */
export function databaseOf(folder: string): string {
  return prepareWorkspaceFolder(folder);
}

function schemaOf(folder: string): string {
  const database = new Database(databaseOf(folder), { readonly: true });
  const statements = database
    .prepare("select sql from sqlite_schema where name not like 'sqlite_%' order by name")
    .pluck()
    .all();
  database.close();
  return statements.join(';\n');
}
