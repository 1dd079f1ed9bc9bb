import { z } from 'zod';
import { REJECTION_STATUS, type Rejection, type RejectionCode } from '#domain/rejection.ts';

/** Where a list stands: which part this is, how much there is, and where the neighbours are. */
export const pageShape = z
  .object({
    /** From 1; null where a cursor leads. */
    number: z.int().nullable(),
    size: z.int(),
    /** Exact: of everything that the caller sees. */
    total: z.int(),
    /** Relative URLs. */
    next: z.string().nullable(),
    previous: z.string().nullable(),
  })
  .meta({ id: 'Page' });
export type PageShape = z.infer<typeof pageShape>;

export const errorShape = z
  .object({
    code: z.enum(Object.keys(REJECTION_STATUS) as [RejectionCode, ...RejectionCode[]]),
    message: z.string(),
    /** The argument at fault, as a dotted path. */
    field: z.string().optional(),
    details: z.unknown().optional(),
  })
  .meta({ id: 'Error' });

/** Every answer of the server (spec/api.md, REST). */
export type Envelope =
  | {
      readonly data: unknown;
      readonly error: null;
      readonly status: number;
      readonly page?: PageShape;
    }
  | { readonly data: null; readonly error: Rejection; readonly status: number };

export function goodEnvelope(data: unknown, status: number, page?: PageShape): Envelope {
  return { data, error: null, status, ...(page === undefined ? {} : { page }) };
}

/** @param status where HTTP has a closer word than the code's own, such as 431 */
export function badEnvelope(error: Rejection, status: number = statusOf(error)): Envelope {
  return { data: null, error, status };
}

/** The one mapping of rejection codes to HTTP. */
export function statusOf({ code }: Rejection): number {
  return REJECTION_STATUS[code];
}
