import { type Rejected, reject } from './decision.ts';
import type { Instant } from './ids.ts';
import { rejection } from './rejection.ts';

/** An edit of one field, as every `*.edit` of a managed record carries it. */
export interface FieldEdit {
  readonly field: string;
  /** The whole value that the actor saw. */
  readonly from: unknown;
  readonly to: unknown;
}

/** What a new row starts with; the engine stamps the version when it writes. */
export function bornAt(now: Instant) {
  return { createdAt: now, updatedAt: now, version: 0 };
}

/**
 * Two people, one field (spec): `apply` when the value is still the one the actor saw, `same` when it
 * already is the wished one, else CONFLICT with both values. A managed record keeps no history, so
 * `by` is null.
 */
export function judgeEdit<Row extends { readonly updatedAt: Instant }>(
  row: Row,
  { field, from, to }: FieldEdit,
): 'apply' | 'same' | Rejected {
  const present = new Map<string, unknown>(Object.entries(row)).get(field);
  if (sameValue(present, to)) return 'same';
  if (sameValue(present, from)) return 'apply';
  return reject(
    rejection('CONFLICT', 'Somebody changed this meanwhile. Compare both values and choose.', {
      field,
      details: [{ field, from, yours: to, theirs: present, by: null, at: row.updatedAt }],
    }),
  );
}

/** Equality by value of what JSON can hold; the order of an object's keys does not matter. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = Object.entries(a);
  const right = new Map<string, unknown>(Object.entries(b));
  return (
    left.length === right.size &&
    left.every(([key, value]) => right.has(key) && sameValue(value, right.get(key)))
  );
}
