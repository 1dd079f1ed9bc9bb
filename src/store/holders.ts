import { mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';

/** Notes beside a store's file about which programs have it open, for the message of a busy store. */
export interface Holders {
  /** One sentence about the others that have the file open. */
  readonly describe: () => string;
  /** Takes this program's note away. */
  readonly leave: () => void;
}

/** Each store that is open, also in two threads of one process, has a note of its own. */
let opened = 0;

/**
 * Notes that this process has the file open.
 * @param program what a person knows it by, such as `katydid import`
 */
export function joinHolders(file: string, program: string): Holders {
  const folder = `${file}.open`;
  opened += 1;
  const own = join(folder, `${process.pid}-${threadId}-${opened}.txt`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(own, program, { mode: 0o600 });
  return {
    describe: () => {
      const others = liveNotes(folder).filter(({ pid }) => pid !== process.pid);
      if (others.length === 0) return 'Wait a moment, then try again.';
      const list = others.map(({ program: name, pid }) => `${name} (process ${pid})`).join(', ');
      return `It is open in ${list}. Wait until that has finished or close it, then try again.`;
    },
    leave: () => {
      rmSync(own, { force: true });
      try {
        rmdirSync(folder);
      } catch {
        // Another program's note is still in it.
      }
    },
  };
}

function liveNotes(folder: string): readonly { readonly pid: number; readonly program: string }[] {
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names.flatMap((name) => {
    const pid = Number.parseInt(name, 10);
    if (!isAlive(pid)) {
      rmSync(join(folder, name), { force: true });
      return [];
    }
    try {
      return [{ pid, program: readFileSync(join(folder, name), 'utf8') }];
    } catch {
      return [];
    }
  });
}

/** Whether a process of this machine has the id now. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
