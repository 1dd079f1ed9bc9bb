import { type RawBuilder, sql } from 'kysely';
import type { SortField } from '#domain/query/ast.ts';

/** A key of the order in which a list stands; the row number decides after the last one. */
export interface OrderKey {
  readonly field: SortField;
  readonly falling: boolean;
}

/** How one field sorts. */
interface SortColumns {
  readonly columns: readonly string[];
  /** An issue without the value stands last both ways. */
  readonly nullable: boolean;
  /** The index that is walked in this order; SQLite is told its name. */
  readonly index: string;
  /** Few issues share a value, so sorting within equal ones costs little. */
  readonly fine: boolean;
  /** `issue_facts` holds the columns. */
  readonly fact: boolean;
}

const coarse = { nullable: false, fine: false, fact: true };
const SORTS: Readonly<Record<SortField, SortColumns>> = {
  created: {
    columns: ['created_at'],
    index: 'issue_created',
    nullable: false,
    fine: true,
    fact: true,
  },
  updated: {
    columns: ['updated_at'],
    index: 'issue_updated',
    nullable: false,
    fine: true,
    fact: true,
  },
  key: {
    columns: ['project_key', 'number'],
    // The index of a constraint, which SQLite names itself: the planner finds it unaided.
    index: '',
    nullable: false,
    fine: true,
    fact: true,
  },
  title: {
    columns: ['title_sort'],
    index: 'issue_title',
    nullable: false,
    fine: true,
    fact: false,
  },
  severity: { columns: ['severity_rank'], index: 'issue_severity', ...coarse },
  priority: { columns: ['priority'], index: 'issue_priority', ...coarse },
  status: { columns: ['category'], index: 'issue_category', ...coarse },
  assignee: {
    columns: ['assignee_name'],
    index: 'issue_assignee',
    nullable: true,
    fine: false,
    fact: true,
  },
  reporter: {
    columns: ['reporter_name'],
    index: 'issue_reporter',
    nullable: false,
    fine: false,
    fact: true,
  },
  due: { columns: ['due'], index: 'issue_due', nullable: true, fine: false, fact: true },
};

/**
 * The ORDER BY of the keys: total, since `seq` stands last, in the last key's direction. Where it
 * is to `sort`, a unary plus hides the columns from SQLite, which would walk their index.
 */
export function orderBy(keys: readonly OrderKey[], way: 'walk' | 'sort'): RawBuilder<unknown> {
  const sign = way === 'sort' ? '+' : '';
  const parts = keys.flatMap(({ field, falling }) => {
    const { columns, nullable } = SORTS[field];
    const direction = `${falling ? 'desc' : 'asc'}${nullable ? ' nulls last' : ''}`;
    return columns.map((column) => `${sign}issue.${column} ${direction}`);
  });
  const last = keys.at(-1)?.falling ? 'desc' : 'asc';
  return sql.raw([...parts, `issue.seq ${last}`].join(', '));
}

/** A column of the order, one at a time; the last one is the row number. */
export interface OrderColumn {
  /** Of `issue`. */
  readonly column: string;
  readonly falling: boolean;
  /** A row without a value stands last. */
  readonly nullable: boolean;
}

/** What `orderBy` orders by. */
export function orderColumns(keys: readonly OrderKey[]): readonly OrderColumn[] {
  const falling = keys.at(-1)?.falling ?? false;
  return [
    ...keys.flatMap((key) => {
      const { columns, nullable } = SORTS[key.field];
      return columns.map((column) => ({ column, falling: key.falling, nullable }));
    }),
    { column: 'seq', falling, nullable: false },
  ];
}

/**
 * The index whose walk gives the order, or nearly: then only issues with an equal first key are
 * sorted. null: a walk would have to sort too many of them. Empty: there is one, unnamed.
 */
export function walkIndex(keys: readonly OrderKey[]): string | null {
  const first = keys[0];
  if (!first) return null;
  const { index, fine } = SORTS[first.field];
  return fine || keys.length === 1 ? index : null;
}

/** Whether `issue_facts` holds every column of the order. */
export function ordersByFacts(keys: readonly OrderKey[]): boolean {
  return keys.every(({ field }) => SORTS[field].fact);
}

/** Whether the order says nothing about which issues a filter finds, so that hits stand evenly. */
export function scatters(keys: readonly OrderKey[]): boolean {
  return keys[0]?.field === 'title';
}
