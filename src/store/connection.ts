import type { Dialect } from './dialect.ts';
import type { Finding } from './finding.ts';
import type { Read, Write } from './tables.ts';

/** Words between the processes of one database that one has committed. Any of them may be lost. */
export interface Signals {
  /** Tells every process, this one too. Never fails. */
  tell(version: number): Promise<void>;
  /** Gives each version that is told, and null where some may have been missed. To be called once. */
  listen(heard: (version: number | null) => void): void;
  close(): Promise<void>;
}

/** What a database gives the store; `open-sqlite.ts` and `open-postgres.ts` make one. */
export interface Connection {
  readonly dialect: Dialect;
  /** The file, or the server's address without its password. */
  readonly where: string;
  readonly write: Write;
  readonly read: Read;
  /** A number that changes when another process commits; null where `head` must be asked. */
  readonly dataVersion: (() => number) | null;
  /** How the processes of one database tell each other; null on SQLite, where `dataVersion` does. */
  readonly signals: (() => Signals) | null;
  /** Copies a consistent state into a new file, which is a SQLite store whatever this is. */
  readonly backup: (file: string) => Promise<void>;
  /** Folds the write-ahead log back as far as nobody reads it; all of it when `whole`. */
  readonly checkpoint: (whole: boolean) => Promise<void>;
  /** What is wrong with the file itself; nothing on PostgreSQL, which looks after its own. */
  readonly checkFile: () => Promise<readonly Finding[]>;
  readonly close: () => Promise<void>;
}
