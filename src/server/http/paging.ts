import { createHash } from 'node:crypto';
import { z } from 'zod';
import { rejection } from '#domain/rejection.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import type { PageShape } from './envelope.ts';

const PAGE_SIZE = 10;
const MOST_A_PAGE = 100;

/** The parameters of every list, to be spread into its `query`. */
export const pageQuery = {
  page: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'page counts from 1.')
    .transform(Number)
    .optional()
    .meta({ type: 'integer', minimum: 1, description: 'Which page, from 1. Not with cursor.' }),
  pageSize: z
    .string()
    .regex(/^([1-9]\d?|100)$/, `pageSize is a whole number from 1 to ${MOST_A_PAGE}.`)
    .default(String(PAGE_SIZE))
    .transform(Number)
    .meta({ type: 'integer', minimum: 1, maximum: MOST_A_PAGE }),
  cursor: z.string().max(4000).optional().meta({
    description:
      'Goes on where `page.next` led: empty at first, then as it was given. What others add or take away meanwhile neither hides a row nor shows it twice.',
  }),
};

interface PageQuery {
  readonly page?: number | undefined;
  readonly pageSize: number;
  readonly cursor?: string | undefined;
}

/** Which part of a list is asked for. */
export type Place<C> =
  | {
      readonly kind: 'page';
      readonly number: number;
      readonly size: number;
      readonly offset: number;
    }
  /** `at`: what a cursor keeps, such as the last row's sort key; null: the beginning. */
  | { readonly kind: 'cursor'; readonly size: number; readonly at: C | null };

/**
 * Reads which part is asked for. A cursor is good for the very filters and sort that it was made
 * with; any other is refused.
 * @param at what a cursor of this list keeps
 */
export function readPlace<C extends z.ZodType>(
  url: string,
  { page, pageSize, cursor }: PageQuery,
  at: C,
): Result<Place<z.output<C>>> {
  if (cursor === undefined) {
    const number = page ?? 1;
    return success({ kind: 'page', number, size: pageSize, offset: (number - 1) * pageSize });
  }
  if (page !== undefined) return badCursor('cursor and page exclude each other. Give one of them.');
  if (cursor === '') return success({ kind: 'cursor', size: pageSize, at: null });
  const kept = cursorShape.safeParse(jsonOf(cursor));
  const place = at.safeParse(kept.data?.at);
  if (!kept.success || !place.success) return foreignCursor();
  if (kept.data.of !== tieOf(url)) {
    return badCursor('This cursor is for another filter or sort. Begin with an empty one.');
  }
  return success({ kind: 'cursor', size: pageSize, at: place.data });
}

const cursorShape = z.strictObject({ of: z.string(), at: z.unknown() });

function badCursor(message: string): Result<never> {
  return failure(rejection('VALIDATION', message, { field: 'cursor' }));
}

/** The refusal of a cursor that no answer gave. */
export function foreignCursor(): Result<never> {
  return badCursor('This cursor was not made here. Begin with an empty one.');
}

function jsonOf(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

/**
 * How the envelope says where a list stands.
 * @param cursors with a cursor, what leads on and back; null: nothing there
 */
export function pageOf<C>(
  url: string,
  place: Place<C>,
  total: number,
  cursors: { readonly next: C | null; readonly previous: C | null },
): PageShape {
  const { size } = place;
  if (place.kind === 'cursor') {
    const link = (at: C | null) => (at === null ? null : linkTo(url, 'cursor', cursorOf(url, at)));
    return {
      number: null,
      size,
      total,
      next: link(cursors.next),
      previous: link(cursors.previous),
    };
  }
  const last = Math.ceil(total / size);
  const link = (number: number) =>
    number >= 1 && number <= last ? linkTo(url, 'page', String(number)) : null;
  return {
    number: place.number,
    size,
    total,
    next: link(place.number + 1),
    previous: link(Math.min(place.number - 1, last)),
  };
}

function cursorOf(url: string, at: unknown): string {
  return Buffer.from(JSON.stringify({ of: tieOf(url), at })).toString('base64url');
}

const PLACES = ['page', 'pageSize', 'cursor'];

/** What a cursor is tied to: the list and everything that filters or sorts it. */
function tieOf(url: string): string {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const filters = [...searchParams].filter(([name]) => !PLACES.includes(name)).sort();
  const text = JSON.stringify([pathname, filters]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}

function linkTo(url: string, name: 'page' | 'cursor', value: string): string {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  searchParams.set(name, value);
  return `${pathname}?${searchParams}`;
}
