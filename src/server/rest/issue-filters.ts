import { z } from 'zod';
import type { Query } from '#domain/query/ast.ts';
import { printName } from '#domain/query/print.ts';
import { rejection } from '#domain/rejection.ts';
import type { Asker } from '#engine/asker.ts';
import { readQuery } from '#engine/queries/read-query.ts';
import { failure, type Result, success } from '#protocol/result.ts';

/** Every filter, and how it is said in the query language. */
const FIELDS = {
  project: 'project',
  status: 'status',
  priority: 'priority',
  severity: 'severity',
  type: 'type',
  assignee: 'assignee',
  reporter: 'reporter',
  tag: 'tag',
  createdAfter: 'created',
  createdBefore: 'created',
  updatedAfter: 'updated',
} as const;
type Filter = keyof typeof FIELDS;

const COMPARES: Partial<Record<Filter, '>' | '<'>> = {
  createdAfter: '>',
  createdBefore: '<',
  updatedAfter: '>',
};

const values = z.string().min(1).max(1000).optional();
const day = z
  .string()
  .min(4)
  .max(10)
  .optional()
  .meta({ description: 'A day, a month or a year: 2026-03-14, 2026-03, 2026.' });

/** The parameters that choose and order issues. */
export const issueFilters = {
  q: z.string().max(4000).default('').meta({ description: 'In the query language.' }),
  project: values.meta({ description: 'By key; several by comma, as everywhere here.' }),
  status: values,
  priority: values,
  severity: values.meta({ description: 'By level.' }),
  type: values,
  assignee: values.meta({ description: 'By username; me, none.' }),
  reporter: values.meta({ description: 'By username; me.' }),
  tag: values.meta({ description: 'By name; none.' }),
  createdAfter: day,
  createdBefore: day,
  updatedAfter: day,
  sort: values.meta({ description: 'Up to three of the language’s orders; - is falling.' }),
};
export type IssueFilters = z.output<z.ZodObject<typeof issueFilters>>;

/** The filters as terms, joined to `q` by AND. What is wrong is said of the parameter it stands in. */
export async function queryOf(
  { q, sort, ...filters }: IssueFilters,
  asker: Asker,
): Promise<Result<Query>> {
  const typed = await readPart('q', q, asker);
  if (!typed.ok) return typed;
  const terms = [...typed.value.terms];
  for (const filter of Object.keys(FIELDS) as Filter[]) {
    const value = filters[filter];
    if (value === undefined) continue;
    const text = `${FIELDS[filter]}:${COMPARES[filter] ?? ''}${written(value)}`;
    const part = await readPart(filter, text, asker);
    if (!part.ok) return part;
    terms.push(...part.value.terms);
  }
  if (sort === undefined) return success({ terms, sort: typed.value.sort });
  if (typed.value.sort.length > 0) {
    const message = 'q says how to sort already. Give sort, or sort: in q, not both.';
    return failure(rejection('VALIDATION', message, { field: 'sort' }));
  }
  const order = await readPart('sort', `sort:${sort}`, asker);
  return order.ok ? success({ terms, sort: order.value.sort }) : order;
}

async function readPart(field: string, text: string, asker: Asker): Promise<Result<Query>> {
  const part = await readQuery(text, asker);
  return part.ok ? part : failure({ ...part.error, field });
}

/** Several values by comma; one with a comma in it stands in quotes, as in the language. */
function written(value: string): string {
  const parts = value.match(/"(?:[^"]|"")*"|[^,]+/g) ?? [];
  return parts.map((part) => (part.startsWith('"') ? part : printName(part.trim(), []))).join(',');
}
