import { appendFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { rejection } from '#domain/rejection.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import type { Engine } from './engine.ts';

interface Incoming {
  readonly path: string;
  readonly name: string;
  readonly size: number;
  received: number;
}

const UNKNOWN = rejection('NOT_FOUND', 'This file was not begun here. Choose it again.');

/** Files that a page hands over in pieces; they lie in the workspace's folder until it closes. */
export class IncomingFiles {
  readonly #engine: Engine;
  readonly #files = new Map<string, Incoming>();

  constructor(engine: Engine) {
    this.#engine = engine;
    engine.onClose(() => rm(this.#folder, { recursive: true, force: true }));
  }

  get #folder(): string {
    return join(this.#engine.folder, 'incoming');
  }

  async begin(name: string, size: number): Promise<string> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const id = this.#engine.clock.newId();
    const path = join(this.#folder, id);
    await writeFile(path, '', { mode: 0o600 });
    this.#files.set(id, { path, name: basename(name), size, received: 0 });
    return id;
  }

  async append(id: string, base64: string): Promise<Result<number>> {
    const file = this.#files.get(id);
    if (!file) return failure(UNKNOWN);
    const piece = Buffer.from(base64, 'base64');
    if (file.received + piece.length > file.size) {
      return failure(rejection('VALIDATION', 'The file is larger than it said. Choose it again.'));
    }
    await appendFile(file.path, piece);
    file.received += piece.length;
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
}
