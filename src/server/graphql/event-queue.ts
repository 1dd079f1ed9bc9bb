/**
 * Events between whoever tells them and whoever takes them one by one.
 *
 * A reader that never reads is behind by what waits here and by what its connection holds; both are
 * counted (`connection.ts`). What stands between is not, and needs no bound of its own, since all of
 * it is pulled: the results of graphql and Yoga's stream wait with one result each until the one
 * before was taken, Yoga's pings are left out where its stream is full, and `Readable.fromWeb` and
 * `pipe` take no more than one chunk over their high-water mark. A result is bounded by its cost.
 */
export class EventQueue<T> {
  readonly #events: { readonly event: T; readonly bytes: number }[] = [];
  #bytes = 0;
  #isOver = false;
  #wake: () => void = () => undefined;

  /** What waits to be taken, as long as it is in JSON. */
  get bytes(): number {
    return this.#bytes;
  }

  push(event: T): void {
    if (this.#isOver) return;
    const bytes = Buffer.byteLength(JSON.stringify(event));
    this.#events.push({ event, bytes });
    this.#bytes += bytes;
    this.#wake();
  }

  /** Nothing comes any more; what waits is still taken. */
  end(): void {
    this.#isOver = true;
    this.#wake();
  }

  async *taken(): AsyncGenerator<T, undefined> {
    for (;;) {
      const next = this.#events.shift();
      if (next !== undefined) {
        this.#bytes -= next.bytes;
        yield next.event;
      } else if (this.#isOver) return undefined;
      else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    }
  }
}
