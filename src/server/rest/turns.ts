/** Work on things, one after another for each thing and side by side otherwise. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Whether somebody has a turn at this thing, or waits for one. */
  isTaken(thing: string): boolean {
    return this.#last.has(thing);
  }

  /** Does the work once everything that came before it at this thing is done, whatever became of it. */
  async take<T>(thing: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(thing) ?? Promise.resolve();
    const turn = before.then(work);
    const done = turn.catch(() => undefined);
    this.#last.set(thing, done);
    try {
      return await turn;
    } finally {
      if (this.#last.get(thing) === done) this.#last.delete(thing);
    }
  }
}
