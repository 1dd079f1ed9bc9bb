import type { OrderKey } from './order.ts';

/** Under what a list is remembered: its condition's key, and its order. */
export function listKey(key: string, order: readonly OrderKey[] | null): string {
  const keys = order?.map(({ field, falling }) => (falling ? `-${field}` : field)) ?? ['rank'];
  return `${key} ${keys.join(',')}`;
}
