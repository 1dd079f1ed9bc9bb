import { appendFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { rejection } from '#domain/rejection.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import { isAlive } from '#store/holders.ts';
import type { Engine } from './engine.ts';

interface Incoming {
  readonly path: string;
  readonly name: string;
  readonly size: number;
  received: number;
}

const UNKNOWN = rejection('NOT_FOUND', 'This file was not begun here. Choose it again.');
const TOO_LARGE = rejection('VALIDATION', 'The file is larger than it said. Choose it again.');

/**
 * Files that a page hands over in pieces. They lie in the workspace's folder, in a folder of this
 * process, until it closes; what a process that was killed left behind goes with the next file.
 */
export class IncomingFiles {
  readonly #engine: Engine;
  readonly #files = new Map<string, Incoming>();
  readonly #all: string;
  readonly #own: string;
  #ready: Promise<void> | undefined;

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#all = join(engine.folder, 'incoming');
    this.#own = join(this.#all, String(process.pid));
    engine.onClose(async () => {
      if (this.#ready !== undefined) await rm(this.#own, { recursive: true, force: true });
    });
  }

  async begin(name: string, size: number): Promise<string> {
    this.#ready ??= this.#prepare();
    await this.#ready;
    const id = this.#engine.clock.newId();
    const path = join(this.#own, id);
    await writeFile(path, '', { mode: 0o600 });
    this.#files.set(id, { path, name: basename(name), size, received: 0 });
    return id;
  }

  async append(id: string, base64: string): Promise<Result<number>> {
    const file = this.#files.get(id);
    if (!file) return failure(UNKNOWN);
    const piece = Buffer.from(base64, 'base64');
    if (file.received + piece.length > file.size) return failure(TOO_LARGE);
    // Counted before it is written, so that pieces that come at once cannot pass the size together.
    file.received += piece.length;
    try {
      await appendFile(file.path, piece);
    } catch (error) {
      await this.drop(id);
      throw error;
    }
    return success(file.received);
  }

  /** A file that has come whole. */
  take(id: string): Result<{ readonly path: string; readonly name: string }> {
    const file = this.#files.get(id);
    if (!file) return failure(UNKNOWN);
    if (file.received !== file.size) {
      const message = `Only ${file.received} of ${file.size} bytes have come. Choose the file again.`;
      return failure(rejection('VALIDATION', message));
    }
    return success({ path: file.path, name: file.name });
  }

  async drop(id: string): Promise<void> {
    const file = this.#files.get(id);
    this.#files.delete(id);
    if (file) await rm(file.path, { force: true });
  }

  async #prepare(): Promise<void> {
    await mkdir(this.#own, { recursive: true, mode: 0o700 });
    for (const name of await readdir(this.#all)) {
      if (isAlive(Number(name))) continue;
      await rm(join(this.#all, name), { recursive: true, force: true });
    }
  }
}
