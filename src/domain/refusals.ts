import { type Rejected, reject } from './decision.ts';
import type { Permission } from './permissions.ts';
import { rejection } from './rejection.ts';

/**
 * What does not exist and what the actor does not see: the same words, so that nobody can tell.
 * @param what a word for the kind of thing, such as "issue"
 */
export function notFound(what: string): Rejected {
  const message = `There is no such ${what}, or you do not see it. Look it up again.`;
  return reject(rejection('NOT_FOUND', message));
}

/** What `can` refused, with its reason. */
export function forbidden(permission: Extract<Permission, { ok: false }>): Rejected {
  return reject(rejection('FORBIDDEN', permission.reason));
}

/** A new thing came with the id of another. */
export function idTaken(): Rejected {
  return reject(
    rejection('CONFLICT', 'This id is taken. Create it under a new one.', { field: 'id' }),
  );
}

/** A value that may stand once stands elsewhere. `what` is such as "The key PAY". */
export function valueTaken(field: string, what: string): Rejected {
  return reject(rejection('CONFLICT', `${what} is taken. Choose another.`, { field }));
}

/** An argument is well-formed and still impossible here. */
export function invalid(field: string, message: string): Rejected {
  return reject(rejection('VALIDATION', message, { field }));
}
