/**
 * Bytes that come from somebody else, taken in stretches. Where they break off they end: what came
 * counts. What is not taken stays unread, and the source open, so that its owner can still answer.
 */
export class IncomingBytes {
  readonly #source: AsyncIterator<Uint8Array>;
  /** Read and not yet taken. */
  #rest: Uint8Array | null = null;
  #ended = false;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** Whether there is another byte; waits for it. */
  async hasMore(): Promise<boolean> {
    while (this.#rest === null && !this.#ended) {
      try {
        const { done, value } = await this.#source.next();
        if (done) this.#ended = true;
        else if (value.length > 0) this.#rest = value;
      } catch {
        this.#ended = true;
      }
    }
    return this.#rest !== null;
  }

  /** The next `most` bytes, or as many as come. */
  async *take(most: number): AsyncGenerator<Uint8Array> {
    let left = most;
    while (left > 0 && (await this.hasMore()) && this.#rest !== null) {
      const chunk = this.#rest.subarray(0, left);
      this.#rest = chunk.length < this.#rest.length ? this.#rest.subarray(chunk.length) : null;
      left -= chunk.length;
      yield chunk;
    }
  }
}
