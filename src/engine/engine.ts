import { setTimeout as sleep } from 'node:timers/promises';
import type { FeedMessage, TaskShape } from '#protocol/api.ts';
import { IssueLists } from '#store/list-issues.ts';
import { openPostgres } from '#store/open-postgres.ts';
import { openSqlite } from '#store/open-sqlite.ts';
import type { Store } from '#store/store.ts';
import { LOCK_WAIT_MS } from '#store/transaction.ts';
import { type Clock, systemClock } from './clock.ts';
import type { ExecuteOptions, Execution } from './execute.ts';
import { type Changed, EVERY_TABLE, Feed } from './feed.ts';
import { resumeIndexing } from './import/resume-index.ts';
import { dropStaleStagings } from './import/staging-path.ts';
import { prepareWorkspaceFolder } from './workspace-folder.ts';
import { WriteQueue } from './write-queue.ts';

export interface EngineOptions {
  readonly folder: string;
  /** The folder of files that ship with the application. */
  readonly resources: string;
  /** What others are told who must wait for this process, such as `katydid import`. */
  readonly program?: string;
  /** A PostgreSQL database (`postgres://…`) that holds the rows instead of a file in the folder. */
  readonly database?: string;
  /** `later`: the tables stay as they are until another program migrates them. */
  readonly migrate?: 'now' | 'later';
  readonly clock?: Clock;
}

/** One open workspace: its store, its lists, and the one way to write. */
export interface Engine {
  readonly store: Store;
  readonly lists: IssueLists;
  readonly feed: Feed;
  readonly clock: Clock;
  readonly folder: string;
  readonly resources: string;
  /** Decides and writes; whoever listens is told after the commit. */
  execute(options: Omit<ExecuteOptions, 'now'>): Promise<Execution>;
  /** Tells how far long work is. */
  tell(task: TaskShape): void;
  listen(listener: (message: FeedMessage) => void): () => void;
  /** While `work` lasts, writes wait for the store's lock however long it is held. */
  whileHeld<T>(work: Promise<T>): Promise<T>;
  /** Registers work that must end before the store closes, and before what was registered earlier. */
  onClose(finish: () => Promise<void>): void;
  close(): Promise<void>;
}

/** How often another process's commits are looked for, in milliseconds. */
const LOOK_MS = 500;
/** How long nothing must have been written before housekeeping, in milliseconds. */
const IDLE_MS = 2000;

/** How long writes wait for the store's lock: without end while this process holds it itself. */
class Patience {
  #holding = 0;
  readonly busyMs = () => (this.#holding > 0 ? Number.POSITIVE_INFINITY : LOCK_WAIT_MS);

  async whileHeld<T>(work: Promise<T>): Promise<T> {
    this.#holding += 1;
    try {
      return await work;
    } finally {
      this.#holding -= 1;
    }
  }
}

/** Opens a workspace, making its folder and tables where they are missing. */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const clock = options.clock ?? systemClock;
  const patience = new Patience();
  const file = prepareWorkspaceFolder(options.folder);
  const store =
    options.database === undefined
      ? await openSqlite({
          file,
          program: options.program ?? 'Katydid',
          newWord: clock.newId,
          busyMs: patience.busyMs,
        })
      : await openPostgres({
          url: options.database,
          program: options.program ?? 'katydid',
          newWord: clock.newId,
        });
  try {
    if (options.migrate !== 'later') await store.migrate();
    if (await store.isMigrated()) await store.changedElsewhere();
  } catch (error) {
    await store.close();
    throw error;
  }
  return startEngine(store, clock, patience, options);
}

function startEngine(
  store: Store,
  clock: Clock,
  patience: Patience,
  options: EngineOptions,
): Engine {
  const writes = new WriteQueue(store);
  const feed = new Feed();
  const listeners = new Set<(message: FeedMessage) => void>();
  const endings: (() => Promise<void>)[] = [];
  let lastWrite = clock.now();
  let tidy = true;

  dropStaleStagings(options.folder);
  const closing = new AbortController();
  // Where it fails, as behind a busy writer, the store still notes what is left for the next start.
  const indexing = whenMigrated(store, closing.signal)
    .then(() => resumeIndexing({ store, feed }, { signal: closing.signal }))
    .catch(() => undefined);
  endings.push(() => {
    closing.abort();
    return indexing;
  });
  let looking = Promise.resolve();
  const look = setInterval(() => {
    // Whoever holds the lock now will have let go of it at some later look.
    looking = looking.then(lookAround).catch(() => undefined);
  }, LOOK_MS);
  look.unref();

  async function lookAround(): Promise<void> {
    if (await store.changedElsewhere()) {
      feed.publish({ version: await store.version(), issues: null, tables: EVERY_TABLE });
    }
    if (!tidy && clock.now() - lastWrite > IDLE_MS) {
      await store.maintain();
      tidy = true;
    }
  }

  return {
    store,
    lists: new IssueLists(store.read, store.dialect),
    feed,
    clock,
    folder: options.folder,
    resources: options.resources,
    async execute(batch) {
      const execution = await writes.execute({ ...batch, now: clock.now });
      lastWrite = clock.now();
      tidy = false;
      if (execution.changed) feed.publish(execution.changed);
      return execution;
    },
    tell(task) {
      for (const listener of listeners) listener({ kind: 'task', task });
    },
    listen(listener) {
      listeners.add(listener);
      const stop = feed.listen((changed) => listener(changedMessage(changed)));
      return () => {
        listeners.delete(listener);
        stop();
      };
    },
    whileHeld: (work) => patience.whileHeld(work),
    onClose: (finish) => void endings.push(finish),
    async close() {
      clearInterval(look);
      await looking;
      await writes.idle();
      try {
        for (const finish of endings.toReversed()) await finish();
      } finally {
        await store.close();
      }
    },
  };
}

/** Waits until whoever brings the tables up to date has done it. */
async function whenMigrated(store: Store, signal: AbortSignal): Promise<void> {
  while (!(await store.isMigrated())) await sleep(LOOK_MS, undefined, { signal });
}

function changedMessage({ version, issues, tables }: Changed): FeedMessage {
  return { kind: 'changed', version, issues, tables };
}
