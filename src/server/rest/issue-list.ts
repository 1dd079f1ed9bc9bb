import { z } from 'zod';
import type { Query } from '#domain/query/ast.ts';
import {
  type IssueMark,
  type IssueWindow,
  listWholeIssues,
} from '#engine/queries/list-whole-issues.ts';
import { readZone } from '#engine/queries/read-query.ts';
import { type Result, success } from '#protocol/result.ts';
import { issueShape } from '#protocol/shapes.ts';
import { defineRoute } from '../http/define-route.ts';
import type { Route } from '../http/mount.ts';
import { foreignCursor, pageOf, pageQuery, readPlace } from '../http/paging.ts';
import { answer, type Reply } from '../http/reply.ts';
import { readerOf, type Services } from '../services.ts';
import { EXAMPLE_ISSUE } from './examples.ts';
import { issueFilters, queryOf } from './issue-filters.ts';
import type { Writer } from './steps.ts';

/** A mark, sealed: it names a row, though its bearer may no longer see the issue, or never have. */
const sealedMark = z.string().max(4000);
const cursor = z.union([
  z.strictObject({ after: sealedMark }),
  z.strictObject({ before: sealedMark }),
]);
type Cursor = z.output<typeof cursor>;

const zone = z.string().max(64).default('UTC');

/** What a list of issues takes. */
export const issueListQuery = {
  ...pageQuery,
  ...issueFilters,
  tz: zone.meta({ description: 'An IANA time zone: a date is a whole day there.' }),
};
type IssueListQuery = z.output<z.ZodObject<typeof issueListQuery>>;

export const ISSUE_LIST_ROUTES: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/issues',
    summary: 'Issues',
    description:
      'Filters are terms of the query language, joined to `q` by AND. The newest change first, unless `sort` says otherwise or words are searched.',
    tag: 'Issues',
    auth: 'caller',
    query: issueListQuery,
    answer: z.array(issueShape),
    list: true,
    examples: { answer: [EXAMPLE_ISSUE] },
    run: ({ query, caller, context }, services) =>
      issuePage(query, [], { caller, context }, services),
  }),
];

/** @param terms what the list asks for besides what the caller asks */
export async function issuePage(
  filters: IssueListQuery,
  terms: Query['terms'],
  { caller, context }: Writer,
  services: Services,
): Promise<Reply<z.input<typeof issueShape>[]>> {
  const place = readPlace(context.url, filters, cursor);
  if (!place.ok) return place;
  const timeZone = readZone(filters.tz);
  if (!timeZone.ok) return { ...timeZone, error: { ...timeZone.error, field: 'tz' } };
  const asker = await readerOf(services, caller);
  const query = await queryOf(filters, asker);
  if (!query.ok) return query;
  const asked = { ...query.value, terms: [...terms, ...query.value.terms] };
  const window = windowOf(place.value, services);
  if (!window.ok) return window;
  const { total, issues, next, previous } = await listWholeIssues(
    asked,
    timeZone.value,
    window.value,
    asker,
  );
  const sealed = (mark: IssueMark) => services.cursorSeal.seal(JSON.stringify(mark));
  const page = pageOf<Cursor>(context.url, place.value, total, {
    next: next && { after: sealed(next) },
    previous: previous && { before: sealed(previous) },
  });
  return answer([...issues], { page });
}

type Place = Extract<ReturnType<typeof readPlace<typeof cursor>>, { ok: true }>['value'];

function windowOf(place: Place, { cursorSeal }: Services): Result<IssueWindow> {
  if (place.kind === 'page') return success({ offset: place.offset, count: place.size });
  const { at, size: count } = place;
  if (at === null) return success({ side: 'after', mark: null, count });
  const [side, sealed] =
    'after' in at ? (['after', at.after] as const) : (['before', at.before] as const);
  const text = cursorSeal.open(sealed);
  if (text === null) return foreignCursor();
  const mark: IssueMark = JSON.parse(text);
  return success({ side, mark, count });
}
