const BITS = 32;
const ZERO = 48;
const COMMA = 44;

/** A set of issues by row number (`issue.seq`), one bit each: 12.5 kB for 100,000. */
export class SeqSet {
  #bits: Uint32Array;
  #size = 0;

  constructor(capacity = 1024) {
    this.#bits = new Uint32Array(Math.ceil((capacity + 1) / BITS));
  }

  static of(seqs: Iterable<number>): SeqSet {
    const set = new SeqSet();
    for (const seq of seqs) set.add(seq);
    return set;
  }

  get size(): number {
    return this.#size;
  }

  add(seq: number): void {
    const at = seq >>> 5;
    if (at >= this.#bits.length) this.#grow(at + 1);
    const before = this.#bits[at] ?? 0;
    const after = before | (1 << (seq & 31));
    if (after === (before | 0)) return;
    this.#bits[at] = after;
    this.#size += 1;
  }

  remove(seq: number): void {
    if (!this.has(seq)) return;
    this.#bits[seq >>> 5] = (this.#bits[seq >>> 5] ?? 0) & ~(1 << (seq & 31));
    this.#size -= 1;
  }

  has(seq: number): boolean {
    return (((this.#bits[seq >>> 5] ?? 0) >>> (seq & 31)) & 1) === 1;
  }

  /** What stands in both. */
  and(other: SeqSet): SeqSet {
    return this.#combine(other, (mine, theirs) => mine & theirs);
  }

  /** What stands here and not there. */
  without(other: SeqSet): SeqSet {
    return this.#combine(other, (mine, theirs) => mine & ~theirs);
  }

  /** All of them, rising. */
  rising(): Int32Array {
    return this.newest(this.#size).reverse();
  }

  /** The highest ones, falling; fewer where the set holds fewer. */
  newest(most: number): Int32Array {
    const list = new Int32Array(Math.min(most, this.#size));
    let length = 0;
    for (let at = this.#bits.length - 1; at >= 0 && length < list.length; at -= 1) {
      let word = this.#bits[at] ?? 0;
      while (word !== 0 && length < list.length) {
        const bit = 31 - Math.clz32(word);
        list[length] = at * BITS + bit;
        length += 1;
        word &= ~(1 << bit);
      }
    }
    return list;
  }

  #combine(other: SeqSet, each: (mine: number, theirs: number) => number): SeqSet {
    const result = new SeqSet(this.#bits.length * BITS - 1);
    for (let at = 0; at < this.#bits.length; at += 1) {
      const word = each(this.#bits[at] ?? 0, other.#bits[at] ?? 0);
      result.#bits[at] = word;
      result.#size += ones(word);
    }
    return result;
  }

  #grow(least: number): void {
    const bits = new Uint32Array(Math.max(least, this.#bits.length * 2));
    bits.set(this.#bits);
    this.#bits = bits;
  }
}

/** How many bits are set. */
function ones(word: number): number {
  let count = word - ((word >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return (((count + (count >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/**
 * Reads `3,14,15`, the form in which a statement hands over a whole column at once: a row object for
 * each of 100,000 numbers costs five times the statement.
 */
export function readSeqs(text: string | null, each: (seq: number) => void): void {
  if (text === null || text === '') return;
  let seq = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit === COMMA) {
      each(seq);
      seq = 0;
    } else seq = seq * 10 + (unit - ZERO);
  }
  each(seq);
}

/** The numbers of `3,14,15` in their order. */
export function readSeqList(text: string | null): Int32Array {
  let list = new Int32Array(256);
  let length = 0;
  readSeqs(text, (seq) => {
    if (length === list.length) {
      const longer = new Int32Array(length * 2);
      longer.set(list);
      list = longer;
    }
    list[length] = seq;
    length += 1;
  });
  return list.slice(0, length);
}
