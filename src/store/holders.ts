import { mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { StoreBusy } from './errors.ts';

/** Notes beside a store's file about which programs have it open, for the message of a busy store. */
export interface Holders {
  /** One sentence about the others that have the file open. */
  readonly describe: () => string;
  /** Takes this program's note away. */
  readonly leave: () => void;
}

/** Each store that is open, also in two threads of one process, has a note of its own. */
let opened = 0;

/** The note of a process that must be alone with a file, in the folder of the notes. */
const ALONE = 'alone.txt';

/**
 * Notes that this process has the file open.
 * @param program what a person knows it by, such as `katydid import`
 * @throws StoreBusy where a process must be alone with it
 */
export function joinHolders(file: string, program: string): Holders {
  const folder = `${file}.open`;
  opened += 1;
  const own = join(folder, `${process.pid}-${threadId}-${opened}.txt`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(own, program, { mode: 0o600 });
  const leave = () => {
    rmSync(own, { force: true });
    removeFolder(folder);
  };
  // Whoever wants to be alone writes first and looks then, and so does this: one of the two sees it.
  if (isHeldAlone(folder)) {
    leave();
    throw new StoreBusy('This workspace is being restored. Wait until that has finished.');
  }
  return { describe: () => describe(othersIn(folder)), leave };
}

/**
 * Keeps every other program of this machine from opening the file until what it answers is called.
 * @throws StoreBusy where one has it open already
 */
export function holdAlone(file: string, program: string): () => void {
  const folder = `${file}.open`;
  const own = join(folder, ALONE);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (isHeldAlone(folder)) throw new StoreBusy('This workspace is being restored already.');
  writeFileSync(own, `${process.pid} ${program}`, { mode: 0o600 });
  const leave = () => {
    rmSync(own, { force: true });
    removeFolder(folder);
  };
  const notes = liveNotes(folder);
  if (notes.length === 0) return leave;
  leave();
  throw new StoreBusy(`The workspace is in use. ${describe(notes)}`);
}

interface Note {
  readonly pid: number;
  readonly program: string;
}

function othersIn(folder: string): readonly Note[] {
  return liveNotes(folder).filter(({ pid }) => pid !== process.pid);
}

function describe(others: readonly Note[]): string {
  if (others.length === 0) return 'Wait a moment, then try again.';
  const list = others.map(({ program: name, pid }) => `${name} (process ${pid})`).join(', ');
  return `It is open in ${list}. Wait until that has finished or close it, then try again.`;
}

/** A note of a process that is gone is not heeded. */
function isHeldAlone(folder: string): boolean {
  try {
    return isAlive(Number.parseInt(readFileSync(join(folder, ALONE), 'utf8'), 10));
  } catch {
    return false;
  }
}

function removeFolder(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Another program's note is still in it.
  }
}

function liveNotes(folder: string): readonly Note[] {
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names.flatMap((name) => {
    if (name === ALONE) return [];
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
