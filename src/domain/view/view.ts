import { z } from 'zod';
import type { Instant, UserId, ViewId } from '../ids.ts';
import { isCleanText, nameText } from '../text.ts';

/** Every column that a list of issues can show, in the usual order. */
export const LIST_COLUMNS = [
  'severity',
  'key',
  'title',
  'type',
  'status',
  'tags',
  'reporter',
  'created',
  'due',
  'comments',
  'priority',
  'assignee',
  'updated',
] as const;
export type ListColumn = (typeof LIST_COLUMNS)[number];

export const GROUPINGS = ['none', 'status'] as const;
export type Grouping = (typeof GROUPINGS)[number];
export const LAYOUTS = ['list', 'board'] as const;
export type Layout = (typeof LAYOUTS)[number];

/** A query that somebody kept, and how its issues are shown. */
export interface View {
  readonly id: ViewId;
  readonly name: string;
  /** In the query language, its sort included. */
  readonly query: string;
  /** In the order in which they stand. */
  readonly columns: readonly ListColumn[];
  readonly grouping: Grouping;
  readonly layout: Layout;
  readonly owner: UserId;
  /** Read by everybody, and changed by its owner all the same. */
  readonly shared: boolean;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly version: number;
}

export const viewName = nameText('The name of the view', 1, 60);
/** Its grammar is judged by the command, which says where a mistake stands. */
export const viewQuery = z
  .string()
  .refine(isCleanText, 'Remove the NUL characters or broken symbols: they cannot be kept.');
export const viewColumns = z
  .array(z.enum(LIST_COLUMNS))
  .refine((names) => new Set(names).size === names.length, 'Name each column once.')
  .readonly();
