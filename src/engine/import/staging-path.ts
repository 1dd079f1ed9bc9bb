import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const STAGING = /^import-(\d+)-[0-9a-f-]+\.staging$/;

/** Where a process stages an import: beside the workspace, under a name that says whose it is. */
export function stagingPath(folder: string, id: string): string {
  return join(folder, `import-${process.pid}-${id}.staging`);
}

/** Removes what crashed imports have left; those of living processes stay. */
export function dropStaleStagings(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = Number(STAGING.exec(name)?.[1]);
    if (!Number.isInteger(pid) || isAlive(pid)) continue;
    rmSync(join(folder, name), { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
