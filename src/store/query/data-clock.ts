import { type RawBuilder, sql } from 'kysely';
import type { Read } from '../tables.ts';

/** What tells at a glance whether the data are still those of a moment ago. */
export interface DataClock {
  /** `head.epoch`: versions of another one are another history. */
  readonly epoch: string;
  /** `head.v`. */
  readonly version: number;
  /** The first row number that is not in the search index; changes as it is filled. null: none. */
  readonly gap: number | null;
}

/** For statements that read something else besides. */
export const CLOCK: { readonly [K in keyof DataClock]: RawBuilder<DataClock[K]> } = {
  epoch: sql<string>`(select epoch from head)`,
  version: sql<number>`(select v from head)`,
  gap: sql<number | null>`(select min(first) from search_gap)`,
};

export async function readClock(db: Read): Promise<DataClock> {
  const { rows } = await sql<DataClock>`
    select ${CLOCK.epoch} as epoch, ${CLOCK.version} as version, ${CLOCK.gap} as gap`.execute(db);
  const [clock] = rows;
  if (clock === undefined) throw new Error('The clock of the data was not read.');
  return clock;
}
