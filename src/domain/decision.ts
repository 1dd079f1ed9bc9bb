import type { DomainEvent } from './event.ts';
import type { Rejection } from './rejection.ts';

/** What `decide` answers: the facts that follow, or the reason why none do. */
export type Decision = Accepted | Rejected;

export interface Accepted {
  readonly ok: true;
  /** In order. Empty: accepted without effect. */
  readonly events: readonly DomainEvent[];
}

export interface Rejected {
  readonly ok: false;
  readonly rejection: Rejection;
}

export function accept(...events: readonly DomainEvent[]): Accepted {
  return { ok: true, events };
}

export function reject(rejection: Rejection): Rejected {
  return { ok: false, rejection };
}
