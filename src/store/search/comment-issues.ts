import { type RawBuilder, sql } from 'kysely';
import { readSeqs } from '../query/seq-set.ts';
import type { Read } from '../tables.ts';

/**
 * The issue of every comment, by row number (SQLite): looking it up in the table costs 0.2 µs a
 * comment, for a single letter 20 ms. Comments never move and their numbers are never used twice, so
 * what was read stays true and only new ones are added; a comment that is gone is never asked for.
 */
export class CommentIssues {
  #issues = new Int32Array(0);
  #last = 0;

  /** The issues by `comment.seq`, up to the newest comment. */
  async read(db: Read): Promise<Int32Array> {
    // At first all of them, from an index without the texts; then the end of the table.
    const source = this.#last === 0 ? sql`comment indexed by comment_issue` : sql`comment`;
    const { seqs, issues } = await this.#after(db, source);
    if (seqs === null) return this.#issues;
    const numbers: number[] = [];
    readSeqs(seqs, (seq) => numbers.push(seq));
    for (const seq of numbers) this.#last = Math.max(this.#last, seq);
    if (this.#last >= this.#issues.length) {
      const longer = new Int32Array(this.#last + 1024);
      longer.set(this.#issues);
      this.#issues = longer;
    }
    let at = 0;
    readSeqs(issues, (issue) => {
      this.#issues[numbers[at] ?? 0] = issue;
      at += 1;
    });
    return this.#issues;
  }

  async #after(db: Read, source: RawBuilder<unknown>): Promise<Columns> {
    const { rows } = await sql<Columns>`
      select group_concat(seq) as seqs, group_concat(issue) as issues
      from ${source} where seq > ${this.#last}`.execute(db);
    return rows[0] ?? { seqs: null, issues: null };
  }
}

interface Columns {
  readonly seqs: string | null;
  readonly issues: string | null;
}
