/**
 * Remembers what was worked out, the most recently used `most` of it. Promises are kept, so that two
 * who ask at once wait for one answer; a failed one is forgotten.
 */
export class Memory<T> {
  readonly #most: number;
  readonly #kept = new Map<string, Promise<T>>();

  constructor(most: number) {
    this.#most = most;
  }

  has(key: string): boolean {
    return this.#kept.has(key);
  }

  get(key: string, make: () => Promise<T>): Promise<T> {
    const known = this.#kept.get(key);
    const value = known ?? make();
    this.#kept.delete(key);
    this.#kept.set(key, value);
    if (known !== undefined) return known;
    value.catch(() => {
      if (this.#kept.get(key) === value) this.#kept.delete(key);
    });
    if (this.#kept.size > this.#most) {
      const oldest = this.#kept.keys().next();
      if (!oldest.done) this.#kept.delete(oldest.value);
    }
    return value;
  }

  /**
   * The same for what is worth remembering only if `isLasting` says so. Whoever waited for another's
   * answer that is not makes their own: it may have begun before what they look for was there.
   */
  async getLasting(
    key: string,
    make: () => Promise<T>,
    isLasting: (value: T) => boolean,
  ): Promise<T> {
    const isOthers = this.#kept.has(key);
    const value = await this.get(key, make);
    if (isLasting(value)) return value;
    this.drop(key);
    return isOthers ? make() : value;
  }

  drop(key: string): void {
    this.#kept.delete(key);
  }

  clear(): void {
    this.#kept.clear();
  }
}
