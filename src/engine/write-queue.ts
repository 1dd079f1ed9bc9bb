import { setImmediate } from 'node:timers/promises';
import { StoreAway, StoreBusy } from '#store/errors.ts';
import type { Store } from '#store/store.ts';
import {
  type ExecuteOptions,
  type Execution,
  execute,
  executeIn,
  share,
  Undone,
} from './execute.ts';

/** The most batches, and commands in all, of one transaction: others wait for its lock meanwhile. */
const MOST_BATCHES = 32;
const MOST_COMMANDS = 200;

interface Waiting {
  readonly options: ExecuteOptions;
  readonly resolve: (execution: Execution) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The queue before the write door. Batches that come while another is written share the next
 * transaction, its lock and its commit, and what it has loaded; each keeps its own actor, version,
 * outcomes and feed, as if it had come alone. Nobody waits for company.
 */
export class WriteQueue {
  readonly #store: Store;
  readonly #waiting: Waiting[] = [];
  #running: Promise<void> | null = null;

  constructor(store: Store) {
    this.#store = store;
  }

  /** As `execute`, with the same outcomes and errors, in the order of the calls. */
  execute(options: ExecuteOptions): Promise<Execution> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ options, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  async #run(): Promise<void> {
    do {
      // What arrives in one turn of the event loop is written in one go: a commit waits for the disk.
      await setImmediate();
      await this.#write(this.#take());
    } while (this.#waiting.length > 0);
    this.#running = null;
  }

  /** Resolves when everything that was asked for has been written or refused. */
  async idle(): Promise<void> {
    await this.#running;
  }

  #take(): readonly Waiting[] {
    let commands = 0;
    const end = this.#waiting.findIndex(({ options }, index) => {
      commands += options.commands.length;
      return index > 0 && (index >= MOST_BATCHES || commands > MOST_COMMANDS);
    });
    return this.#waiting.splice(0, end === -1 ? this.#waiting.length : end);
  }

  async #write(group: readonly Waiting[]): Promise<void> {
    if (group.length > 1) {
      try {
        const done = await executeTogether(
          this.#store,
          group.map(({ options }) => options),
        );
        for (const [index, { resolve, reject }] of group.entries()) {
          const execution = done[index];
          if (execution) resolve(execution);
          else reject(new Error('A batch of a group has no outcome.'));
        }
        return;
      } catch (error) {
        if (isNobodysFault(error)) {
          for (const { reject } of group) reject(error);
          return;
        }
        // One of them undid the others: each by itself now, so that it undoes only its own.
      }
    }
    await this.#writeEach(group);
  }

  async #writeEach(group: readonly Waiting[]): Promise<void> {
    let unavailable: unknown = null;
    for (const { options, resolve, reject } of group) {
      if (unavailable !== null) {
        reject(unavailable);
        continue;
      }
      try {
        resolve(await execute(this.#store, options));
      } catch (error) {
        if (isNobodysFault(error)) unavailable = error;
        reject(error);
      }
    }
  }
}

/** The store cannot be written now, whatever a batch says: trying each would only take longer. */
function isNobodysFault(error: unknown): boolean {
  return error instanceof StoreBusy || error instanceof StoreAway;
}

/**
 * Executes batches one after the other in one transaction, each under a version of its own.
 *
 * @throws what any of them throws, and `Undone` where a refused one had been written in part: none
 *   of them happened then
 */
async function executeTogether(
  store: Store,
  batches: readonly ExecuteOptions[],
): Promise<readonly Execution[]> {
  return store.transaction(async (first) => {
    const done: Execution[] = [];
    let tx = first;
    let shared = await share(store, tx, batches);
    for (const [index, options] of batches.entries()) {
      shared.set.begin(tx.version + 1);
      try {
        const execution = await executeIn(store, tx, options, shared);
        done.push(execution);
        tx = { ...tx, version: execution.version };
      } catch (error) {
        if (!(error instanceof Undone) || shared.set.written.length > 0) throw error;
        done.push({ outcomes: error.outcomes, changed: null, version: tx.version });
        // What it would have changed stands in this set alone.
        shared = await share(store, tx, batches.slice(index + 1));
      }
    }
    return done;
  });
}
