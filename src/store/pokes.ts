import type { Connection, Signals } from './connection.ts';

/** The most often that a process tells the others, in milliseconds: ten times a second. */
const TELL_MS = 100;
/** How often `head` is looked at, since what was told may be lost. */
const LOOK_MS = 2000;
/** How often SQLite is asked whether anybody else has committed; that costs microseconds. */
const LOOK_AT_FILE_MS = 200;

/** Told the version of the newest commit that is known. */
export type PokeListener = (version: number) => void;

/** Tells that something was committed, here or by another process. */
export interface Pokes {
  /** To be called after each commit of this process that gave the store a new version. */
  committed(version: number): void;
  listen(listener: PokeListener): () => void;
  /** Tells the others what they have not been told, then ends. */
  close(): Promise<void>;
}

/** @param readVersion the version of the newest commit */
export function makePokes(connection: Connection, readVersion: () => Promise<number>): Pokes {
  const signals = connection.signals?.() ?? null;
  const teller = signals && tellSeldom(signals);
  const listeners = new Set<PokeListener>();
  const { dataVersion } = connection;
  let known: number | null = null;
  let data: number | null = null;
  let timer: NodeJS.Timeout | null = null;
  let looking: Promise<void> | null = null;
  let closed = false;

  function poke(version: number): void {
    known = version;
    for (const listener of listeners) listener(version);
  }

  function hear(version: number): void {
    if (known === null || version > known) poke(version);
  }

  /** A version below the known one is news as well: an older state of the database was restored. */
  async function look(): Promise<void> {
    const before = known;
    const now = dataVersion?.() ?? null;
    if (before !== null && now !== null && now === data) return;
    const version = await readVersion();
    data = now;
    if (known === null) known = version;
    else if (version > known || (version < known && known === before)) poke(version);
  }

  /** One look at a time; a database that is away is looked at again later. */
  function lookNow(): Promise<void> {
    looking ??= look()
      .catch(() => undefined)
      .finally(() => {
        looking = null;
      });
    return looking;
  }

  function lookAgain(): void {
    if (closed) return;
    timer = setTimeout(
      () => void lookNow().then(lookAgain),
      dataVersion === null ? LOOK_MS : LOOK_AT_FILE_MS,
    );
    timer.unref();
  }

  function start(): void {
    if (timer !== null || closed) return;
    lookAgain();
    void lookNow();
    signals?.listen((version) => {
      if (version === null) void lookNow();
      else hear(version);
    });
  }

  return {
    committed: (version) => {
      hear(version);
      teller?.note(version);
    },
    listen: (listener) => {
      listeners.add(listener);
      start();
      return () => listeners.delete(listener);
    },
    close: async () => {
      closed = true;
      if (timer !== null) clearTimeout(timer);
      await Promise.all([looking, teller?.finish()]);
      await signals?.close();
    },
  };
}

interface Teller {
  note(version: number): void;
  finish(): Promise<void>;
}

/** The first at once, then the newest of those that came meanwhile. */
function tellSeldom(signals: Signals): Teller {
  let waiting: number | null = null;
  let resting: NodeJS.Timeout | null = null;
  let telling: Promise<void> = Promise.resolve();

  function tellNow(): void {
    if (waiting === null) return;
    const version = waiting;
    waiting = null;
    telling = telling.then(() => signals.tell(version));
    resting = setTimeout(() => {
      resting = null;
      tellNow();
    }, TELL_MS);
    resting.unref();
  }

  return {
    note: (version) => {
      waiting = version;
      if (resting === null) tellNow();
    },
    finish: async () => {
      if (resting !== null) clearTimeout(resting);
      tellNow();
      if (resting !== null) clearTimeout(resting);
      await telling;
    },
  };
}
