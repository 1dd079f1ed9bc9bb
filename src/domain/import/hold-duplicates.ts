/** A row that waits for the row that it duplicates. */
interface Waiting<T> {
  readonly item: T;
  readonly target: string;
}

export interface Released<T> {
  readonly item: T;
  /** The row it duplicates, released before it; null: it duplicates nothing, or nothing in this file. */
  readonly target: string | null;
  /** What it was said to duplicate, where that is not in the file or duplicates it in turn. */
  readonly lost: string | null;
}

/**
 * Lets every row out after the row that it duplicates, so that a link always points to what is
 * there, in one pass and without reading the file twice. Rows that wait in vain come at the end:
 * their target is not in the file, or it waits for them in a circle.
 */
export class DuplicateHold<T> {
  readonly #out = new Set<string>();
  readonly #links = new Map<string, string>();
  readonly #waiting = new Map<string, Waiting<T>>();
  readonly #waitingFor = new Map<string, string[]>();

  add(name: string, target: string | null, item: T): readonly Released<T>[] {
    if (this.#waiting.has(name)) return this.#replace(name, target, item);
    if (target !== null && !this.#out.has(target)) {
      this.#waiting.set(name, { item, target });
      const others = this.#waitingFor.get(target);
      if (others === undefined) this.#waitingFor.set(target, [name]);
      else others.push(name);
      return [];
    }
    const circle = target !== null && leadsTo(target, name, (at) => this.#links.get(at));
    return this.#release(
      name,
      circle ? { item, target: null, lost: target } : { item, target, lost: null },
    );
  }

  finish(): readonly Released<T>[] {
    const released: Released<T>[] = [];
    for (const [name, { item, target }] of this.#waiting) {
      if (!this.#waiting.has(name)) continue;
      const inCircle = leadsTo(target, name, (at) => this.#waiting.get(at)?.target);
      const outside = !this.#waiting.has(target) && !this.#out.has(target);
      if (!inCircle && !outside) continue;
      this.#waiting.delete(name);
      released.push(...this.#release(name, { item, target: null, lost: target }));
    }
    return released;
  }

  #release(name: string, first: Released<T>): readonly Released<T>[] {
    const released = [first];
    const open = [name];
    if (first.target === null) this.#links.delete(name);
    else this.#links.set(name, first.target);
    for (let at = open.shift(); at !== undefined; at = open.shift()) {
      this.#out.add(at);
      for (const other of this.#waitingFor.get(at) ?? []) {
        const waiting = this.#waiting.get(other);
        if (waiting === undefined || waiting.target !== at) continue;
        this.#waiting.delete(other);
        this.#links.set(other, at);
        released.push({ item: waiting.item, target: at, lost: null });
        open.push(other);
      }
      this.#waitingFor.delete(at);
    }
    return released;
  }

  /** The same row twice in one file: the first goes out without its link, the second is its update. */
  #replace(name: string, target: string | null, item: T): readonly Released<T>[] {
    const first = this.#waiting.get(name);
    if (first === undefined) return [];
    this.#waiting.delete(name);
    const released = this.#release(name, { item: first.item, target: null, lost: first.target });
    return [...released, ...this.add(name, target, item)];
  }
}

/** Whether following the links from `name` comes to `end`. */
function leadsTo(name: string, end: string, linkOf: (name: string) => string | undefined): boolean {
  const seen = new Set<string>();
  for (let at: string | undefined = name; at !== undefined; at = linkOf(at)) {
    if (at === end) return true;
    if (seen.has(at)) return false;
    seen.add(at);
  }
  return false;
}
