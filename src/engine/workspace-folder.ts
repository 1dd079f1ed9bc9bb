import { chmodSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The file in a workspace's folder that holds every row. */
export const STORE_FILE = 'katydid.sqlite';

/** The path of the store in a workspace's folder. */
export function storeFile(folder: string): string {
  return join(folder, STORE_FILE);
}

/** Where the application keeps its workspace unless told: the system's own place for such things. */
export function defaultWorkspaceFolder(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
  home: string = homedir(),
): string {
  if (platform === 'win32') return join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Katydid');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Katydid');
  return join(env.XDG_DATA_HOME || join(home, '.local', 'share'), 'katydid');
}

/** Makes the folder, readable by its owner alone, and gives the path of the store in it. */
export function prepareWorkspaceFolder(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (process.platform !== 'win32') chmodSync(folder, 0o700);
  return storeFile(folder);
}
