import { sql } from 'kysely';
import type { Dialect } from '../dialect.ts';
import type { Write } from '../tables.ts';

/**
 * How many pieces of one level SQLite merges a little with every write. Edits merge nothing, idle
 * moments do (`tidySearch`). Filling a gap makes pieces without a pause: unmerged, every sixteenth
 * write would merge them all at once, for seconds.
 */
const PACES = { edits: 0, filling: 8 } as const;

export async function setMergePace(
  db: Write,
  dialect: Dialect,
  pace: keyof typeof PACES,
): Promise<void> {
  if (dialect !== 'sqlite') return;
  for (const table of ['issue_words', 'comment_words']) {
    await sql`insert into ${sql.table(table)} (${sql.ref(table)}, rank)
      values ('automerge', ${sql.lit(PACES[pace])})`.execute(db);
  }
}
