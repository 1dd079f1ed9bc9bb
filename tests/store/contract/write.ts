import type { TableName, Tables } from '#domain/state.ts';
import type { NetChange } from '#store/apply-rows.ts';
import type { Store } from '#store/store.ts';
import type { Rows } from '#tests/support/memory-state.ts';

/** A change that makes a row. */
export function made<T extends TableName>(table: T, row: Tables[T]): NetChange {
  return { table, id: row.id, before: null, after: row } as NetChange;
}

/** A change of some fields of a row. */
export function changed<T extends TableName>(
  table: T,
  before: Tables[T],
  over: Partial<Tables[T]>,
): NetChange {
  return { table, id: before.id, before, after: { ...before, ...over } } as NetChange;
}

export function removed<T extends TableName>(table: T, row: Tables[T]): NetChange {
  return { table, id: row.id, before: row, after: null } as NetChange;
}

/** Changes that make every one of these rows. */
export function allMade(rows: Rows): readonly NetChange[] {
  return Object.entries(rows).flatMap(([table, list]) =>
    list.map((row) => made(table as TableName, row)),
  );
}

/** Writes changes in one transaction, under the next version unless told. */
export async function write(
  store: Store,
  changes: readonly NetChange[],
  version?: number,
): Promise<void> {
  await store.transaction(async (tx) => {
    const next = version ?? tx.version + 1;
    await store.applyChanges(tx, changes, next);
    await store.advance(tx, next);
  });
}
