import type { Write } from './tables.ts';

/** How many of the newest versions the log of changes tells of, at least. */
export const KEPT_VERSIONS = 20_000;
/** So many more before any are dropped: a short statement now and then. */
const SLACK = 1000;

/** Drops what the log of changes tells of old versions, and notes how far it still reaches. */
export async function pruneChanges(db: Write): Promise<void> {
  const { v, change_floor } = await db
    .selectFrom('head')
    .select(['v', 'change_floor'])
    .executeTakeFirstOrThrow();
  const floor = v - KEPT_VERSIONS;
  if (floor < change_floor + SLACK) return;
  // Another process may have gone further meanwhile: the floor never falls.
  await db
    .updateTable('head')
    .set({ change_floor: floor })
    .where('change_floor', '<', floor)
    .execute();
  await db.deleteFrom('change').where('v', '<=', floor).execute();
}
