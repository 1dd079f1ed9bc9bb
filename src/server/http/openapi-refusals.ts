import { type RejectionCode, rejection } from '#domain/rejection.ts';
import { badEnvelope } from './envelope.ts';
import { envelopeSchema, type JsonSchema } from './openapi-schemas.ts';

/** The refusals that routes have in common: when each comes, and what one says. */
const REFUSALS: { readonly [C in RejectionCode]?: readonly [when: string, example: string] } = {
  VALIDATION: [
    'What was sent cannot be read, or is not possible here.',
    'username is missing. Give a value of type string.',
  ],
  UNAUTHENTICATED: ['Nobody is signed in.', 'Sign in first.'],
  FORBIDDEN: ['The caller may not do this.', 'Only admins can add people.'],
  NOT_FOUND: [
    'There is no such thing, or the caller does not see it.',
    'There is no such person, or you do not see it. Look it up again.',
  ],
  CONFLICT: [
    'Somebody else was quicker, or has the name.',
    'The username ana is taken. Choose another.',
  ],
  RATE_LIMITED: [
    'Too much for now; `Retry-After` says how many seconds to wait.',
    'These are too many requests. Try again in 12 seconds.',
  ],
};

/** @param error the schema of what stands under `error` */
export function refusalResponses(error: JsonSchema): Readonly<Record<string, object>> {
  const schema = envelopeSchema({ data: { type: 'null' }, error });
  const entries = Object.entries(REFUSALS).map(([code, [description, message]]) => {
    const example = badEnvelope(rejection(code as RejectionCode, message));
    return [code, { description, content: { 'application/json': { schema, example } } }];
  });
  return Object.fromEntries(entries);
}
