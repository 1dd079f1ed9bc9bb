import { z } from 'zod';
import { REJECTION_STATUS, type Rejection, type RejectionCode } from '#domain/rejection.ts';
import { jsonBetween, type Parted } from './json-text.ts';

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

/** What an answer that holds what was asked for is sent as (spec/api.md, REST). */
export function goodBody(data: unknown, status: number, page?: PageShape): Parted {
  const besides = JSON.stringify({ error: null, status, page });
  return jsonBetween('{"data":', data, `,${besides.slice(1)}`);
}

/** What every other answer says. */
export interface BadEnvelope {
  readonly data: null;
  readonly error: Rejection;
  readonly status: number;
}

/** @param status where HTTP has a closer word than the code's own, such as 431 */
export function badEnvelope(error: Rejection, status: number = statusOf(error)): BadEnvelope {
  return { data: null, error, status };
}

/** The one mapping of rejection codes to HTTP. */
export function statusOf({ code }: Rejection): number {
  return REJECTION_STATUS[code];
}
