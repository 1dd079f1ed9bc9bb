import { setTimeout as sleep } from 'node:timers/promises';
import {
  type DatabaseConnection,
  type Driver,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
} from 'kysely';
import { StoreBusy } from './errors.ts';

/** How often a writer asks again for a lock that another connection holds, in milliseconds. */
export const ASK_AGAIN_MS = 2;

/**
 * SQLite's dialect, whose transactions wait for another connection's lock without blocking their
 * thread: SQLite itself would wait in place, and every read of the thread behind it. Transactions of
 * this connection keep their order meanwhile.
 */
export class PatientSqliteDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;
  readonly #patience: () => number;

  /** @param patience how long a transaction waits before it fails with StoreBusy, in milliseconds; asked again while it waits */
  constructor(config: SqliteDialectConfig, patience: () => number) {
    super(config);
    this.#config = config;
    this.#patience = patience;
  }

  override createDriver(): Driver {
    return new PatientDriver(this.#config, this.#patience);
  }
}

class PatientDriver extends SqliteDriver {
  readonly #patience: () => number;

  constructor(config: SqliteDialectConfig, patience: () => number) {
    super(config);
    this.#patience = patience;
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    const since = performance.now();
    for (;;) {
      try {
        return await super.beginTransaction(connection);
      } catch (error) {
        const waited = performance.now() - since;
        if (!(error instanceof StoreBusy) || waited >= this.#patience()) throw error;
        await sleep(ASK_AGAIN_MS);
      }
    }
  }
}
