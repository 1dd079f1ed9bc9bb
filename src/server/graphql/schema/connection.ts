import { z } from 'zod';
import { rejection } from '#domain/rejection.ts';
import type { PageShape } from '../../http/envelope.ts';
import { refusal } from '../errors.ts';

const MOST_A_PAGE = 100;
export const PAGE_SIZE = 10;

const cursor = z.string().min(1).max(4000).optional();

/** The arguments of every connection, to be spread into its `args`. */
export const pageArgs = {
  first: z
    .int()
    .min(1)
    .max(MOST_A_PAGE)
    .default(PAGE_SIZE)
    .meta({ description: `How many, up to ${MOST_A_PAGE}; ${PAGE_SIZE} unless told.` }),
  after: cursor.meta({ description: 'Goes on where `pageInfo.endCursor` led.' }),
  before: cursor.meta({ description: 'Goes back where `pageInfo.startCursor` led.' }),
};

export const pageInfoShape = z.object({
  hasNextPage: z.boolean(),
  hasPreviousPage: z.boolean(),
  endCursor: z.string().nullable().meta({ description: 'For `after`; null: this is the end.' }),
  startCursor: z
    .string()
    .nullable()
    .meta({ description: 'For `before`; null: this is the beginning.' }),
});

/** A part of a list, its exact length, and what leads on. */
export function connectionOf<Node extends z.ZodObject>(node: Node) {
  return z.object({
    nodes: z.array(node),
    totalCount: z.int().meta({ description: 'Exact: of everything that the caller sees.' }),
    pageInfo: pageInfoShape,
  });
}

interface PageArgs {
  readonly first: number;
  readonly after?: string | undefined;
  readonly before?: string | undefined;
}

/** Where a list is read, as the lists of REST take it. */
export interface ListPlace {
  /** Names the list with its filters, so that a cursor is good for this very list. */
  readonly url: string;
  readonly query: { readonly pageSize: number; readonly cursor: string };
}

/** @param filters whatever chooses or orders what is listed */
export function placeOf(
  list: string,
  { first, after, before, ...filters }: PageArgs & Readonly<Record<string, unknown>>,
): ListPlace {
  if (after !== undefined && before !== undefined) throw refusal(ONE_SIDE);
  const given = Object.entries(filters).filter(([, value]) => value !== undefined);
  const url = `/graphql/${list}?${new URLSearchParams({ of: JSON.stringify(given.toSorted()) })}`;
  return { url, query: { pageSize: first, cursor: after ?? before ?? '' } };
}

const ONE_SIDE = rejection('VALIDATION', 'after and before exclude each other. Give one of them.', {
  field: 'before',
});

export function connection<Row>(
  rows: readonly Row[],
  { total, next, previous }: PageShape,
): {
  nodes: Row[];
  totalCount: number;
  pageInfo: z.input<typeof pageInfoShape>;
} {
  return {
    nodes: [...rows],
    totalCount: total,
    pageInfo: {
      hasNextPage: next !== null,
      hasPreviousPage: previous !== null,
      endCursor: cursorIn(next),
      startCursor: cursorIn(previous),
    },
  };
}

function cursorIn(link: string | null): string | null {
  return link === null ? null : new URL(link, 'http://localhost').searchParams.get('cursor');
}
