import type { UserId } from '#domain/ids.ts';
import type { Read } from './tables.ts';
import type { Transaction } from './transaction.ts';

/** What a person has typed and not sent. */
export interface Draft {
  /** Where it was typed, such as `comment:<issue id>`. */
  readonly key: string;
  readonly body: unknown;
  readonly at: number;
}

/** What a person typed under this key and has not sent; undefined: nothing. */
export async function findDraft(db: Read, user: UserId, key: string): Promise<Draft | undefined> {
  const row = await db
    .selectFrom('draft')
    .innerJoin('user', 'user.n', 'draft.user')
    .select(['draft.body', 'draft.at'])
    .where('user.id', '=', user)
    .where('draft.key', '=', key)
    .executeTakeFirst();
  return row && { key, body: JSON.parse(row.body) as unknown, at: row.at };
}

/** Keeps a draft in place of the one under its key; a body of null drops it. */
export async function saveDraft(tx: Transaction, user: UserId, draft: Draft): Promise<void> {
  await tx.numbers.look({ user: [user] });
  const n = tx.numbers.n('user', user);
  const { key, at } = draft;
  await tx.db.deleteFrom('draft').where('user', '=', n).where('key', '=', key).execute();
  if (draft.body === null) return;
  const body = JSON.stringify(draft.body);
  await tx.db.insertInto('draft').values({ user: n, key, body, at }).execute();
}

/** What a person has chosen for the interface, by key. */
export async function settings(db: Read, user: UserId): Promise<Readonly<Record<string, unknown>>> {
  const rows = await db
    .selectFrom('setting')
    .innerJoin('user', 'user.n', 'setting.user')
    .select(['setting.key', 'setting.value'])
    .where('user.id', '=', user)
    .orderBy('setting.key')
    .execute();
  return Object.fromEntries(rows.map(({ key, value }) => [key, JSON.parse(value) as unknown]));
}

/** Keeps a person's choice; null takes it back. */
export async function saveSetting(
  tx: Transaction,
  user: UserId,
  key: string,
  value: unknown,
): Promise<void> {
  await tx.numbers.look({ user: [user] });
  const n = tx.numbers.n('user', user);
  await tx.db.deleteFrom('setting').where('user', '=', n).where('key', '=', key).execute();
  if (value === null) return;
  const text = JSON.stringify(value);
  await tx.db.insertInto('setting').values({ user: n, key, value: text }).execute();
}
