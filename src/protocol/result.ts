import type { Rejection } from '#domain/rejection.ts';

/** What every call answers: a value, or a refusal that a person can act on. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: Rejection };

export function success<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function failure(error: Rejection): Result<never> {
  return { ok: false, error };
}
