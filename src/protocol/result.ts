import type { Rejection } from '#domain/rejection.ts';

/** What every call answers: a value, or a refusal that a person can act on. */
export type Result<T> = { readonly ok: true; readonly value: T } | Failure;

export interface Failure {
  readonly ok: false;
  readonly error: Rejection;
}

export function success<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function failure(error: Rejection): Failure {
  return { ok: false, error };
}
