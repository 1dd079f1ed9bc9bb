import type { UserId } from '#domain/ids.ts';
import type { Read } from './tables.ts';
import type { Transaction } from './transaction.ts';

const KEY = 'last-profile';

/** Who worked on this device last; null: nobody, or they left. */
export async function lastProfile(db: Read): Promise<UserId | null> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', KEY).executeTakeFirst();
  return (row?.value ?? null) as UserId | null;
}

export async function saveLastProfile(tx: Transaction, user: UserId | null): Promise<void> {
  await tx.db.deleteFrom('meta').where('key', '=', KEY).execute();
  if (user !== null) await tx.db.insertInto('meta').values({ key: KEY, value: user }).execute();
}
