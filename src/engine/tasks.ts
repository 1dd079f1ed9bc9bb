import type { UserId } from '#domain/ids.ts';
import { rejection } from '#domain/rejection.ts';
import type { ImportReport, TaskShape } from '#protocol/api.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import type { Engine } from './engine.ts';

export type TaskProgress = Pick<TaskShape, 'phase' | 'done' | 'total'>;

type Work = (
  signal: AbortSignal,
  onProgress: (progress: TaskProgress) => void,
) => Promise<Result<ImportReport>>;

interface Running {
  readonly owner: UserId;
  readonly stop: AbortController;
  readonly finished: Promise<void>;
  shape: TaskShape;
}

const NO_TASK = rejection('NOT_FOUND', 'There is no such work. It may have ended already.');

/**
 * Long work of an engine: told as it goes, cancelled on request, ended before the store closes. To
 * anybody but its owner it does not exist.
 */
export class Tasks {
  readonly #engine: Engine;
  readonly #running = new Map<string, Running>();

  constructor(engine: Engine) {
    this.#engine = engine;
    engine.onClose(async () => {
      for (const { stop } of this.#running.values()) stop.abort();
      await Promise.all([...this.#running.values()].map(({ finished }) => finished));
    });
  }

  /** Starts work and answers its id; what became of it is told through the feed and `list`. */
  start(owner: UserId, { label, dryRun }: Pick<TaskShape, 'label' | 'dryRun'>, work: Work): string {
    const id = this.#engine.clock.newId();
    const stop = new AbortController();
    const tell = (change: Partial<TaskShape>) => {
      const task = this.#running.get(id);
      if (!task) return;
      task.shape = { ...task.shape, ...change };
      this.#engine.tell(task.shape);
    };
    const run = async () => {
      try {
        const result = await work(stop.signal, tell);
        if (result.ok) tell({ phase: 'done', report: result.value });
        else if (stop.signal.aborted) tell({ phase: 'cancelled' });
        else tell({ phase: 'failed', error: result.error });
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        tell({
          phase: stop.signal.aborted ? 'cancelled' : 'failed',
          error: { code: 'INTERNAL', message },
        });
      }
    };
    const shape: TaskShape = {
      id,
      kind: 'import',
      label,
      dryRun,
      phase: 'reading',
      done: 0,
      total: null,
      report: null,
      error: null,
    };
    const begun = Promise.withResolvers<void>();
    this.#running.set(id, { owner, stop, shape, finished: begun.promise.then(run) });
    begun.resolve();
    return id;
  }

  list(user: UserId): TaskShape[] {
    return [...this.#running.values()]
      .filter(({ owner }) => owner === user)
      .map(({ shape }) => shape);
  }

  cancel(id: string, user: UserId): Result<null> {
    const task = this.#running.get(id);
    if (task?.owner !== user) return failure(NO_TASK);
    task.stop.abort();
    return success(null);
  }
}
