import type { ReadState, RowChange, TableName, Tables } from '../state.ts';

/** The state as it will be with these rows in it, for a decision that builds on what it makes. */
export function withRows(state: ReadState, changes: readonly RowChange[]): ReadState {
  const rows = new Map(changes.map(({ table, id, row }) => [`${table} ${id}`, row]));
  return {
    get: <T extends TableName>(table: T, id: string) =>
      (rows.get(`${table} ${id}`) as Tables[T] | undefined) ?? state.get(table, id),
    find: (lookup) => state.find(lookup),
    answer: (ask, of) => state.answer(ask, of),
  };
}
