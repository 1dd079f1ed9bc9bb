import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '#engine/clock.ts';
import { openEngine } from '#engine/engine.ts';
import { runImport } from '#engine/import/run-import.ts';
import { startWorkspace } from '#engine/start-workspace.ts';
import { trackerFile } from './tracker-file.ts';

const FOLDER = join(import.meta.dirname, 'data');

/** A workspace with every issue of the tracker's file, imported once and kept in `bench/data`. */
export async function bigWorkspace(): Promise<string> {
  const folder = join(FOLDER, 'big-workspace');
  if (existsSync(folder)) return folder;
  const draft = `${folder}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const engine = await openEngine({ folder: draft, resources: '', clock: systemClock });
  const admin = await startWorkspace(engine, { name: 'Bench' });
  if (!admin.ok) throw new Error(admin.error.message);
  const report = await runImport(engine, {
    actor: admin.value,
    file: trackerFile(),
    dryRun: false,
    skipBad: false,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  await engine.close();
  if (!report.ok) throw new Error(report.error.message);
  renameSync(draft, folder);
  return folder;
}

/** A workspace in which nothing has been filed yet. */
export async function emptyWorkspace(): Promise<string> {
  const folder = join(FOLDER, 'empty-workspace');
  if (existsSync(folder)) return folder;
  const engine = await openEngine({ folder, resources: '', clock: systemClock });
  const admin = await startWorkspace(engine, { name: 'Bench' });
  await engine.close();
  if (!admin.ok) throw new Error(admin.error.message);
  return folder;
}
