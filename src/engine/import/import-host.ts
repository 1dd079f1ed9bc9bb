import type { UserId } from '#domain/ids.ts';
import type { TaskShape } from '#protocol/api.ts';
import type { Store } from '#store/store.ts';
import type { Clock } from '../clock.ts';
import type { Feed } from '../feed.ts';

/** What an import needs of the engine that it runs in. */
export interface ImportHost {
  readonly store: Store;
  readonly clock: Clock;
  /** The workspace's folder: the staging file lies there. */
  readonly folder: string;
  readonly feed: Pick<Feed, 'publish'>;
}

/** How a file is written; `auto` looks at its first bytes, and at its name where they do not tell. */
export const FILE_FORMATS = ['auto', 'jsonl', 'csv', 'bugzilla-csv', 'katydid'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** How far an import is: rows read, then rows copied, then rows made searchable. */
export type ImportProgress = Pick<TaskShape, 'phase' | 'done' | 'total'>;

export interface ImportOptions {
  readonly actor: UserId;
  /** Its path. Compressed (gzip) or not: the first bytes tell. */
  readonly file: string;
  /** What the person calls the file, where the path is not its name. */
  readonly name?: string;
  readonly format?: FileFormat;
  /** The key of the project that takes every row; else they go into projects by name. */
  readonly project?: string;
  /** Reads, maps and decides everything, and writes nothing. */
  readonly dryRun: boolean;
  /** Leaves bad rows out; else one bad row and nothing is written. */
  readonly skipBad: boolean;
  /** Epoch milliseconds: moves every date so that the file's `exportedAt` becomes this. */
  readonly shiftTo?: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ImportProgress) => void;
}
