import { z } from 'zod';
import { readIssueShape } from '#engine/queries/issue-shapes.ts';
import { issueMoves } from '#engine/queries/issue-view.ts';
import { findSimilar } from '#engine/similar/similar.ts';
import { issueShape, moveShape, similarShape } from '#protocol/shapes.ts';
import { issueName } from '../../rest/found.ts';
import { issueFilters } from '../../rest/issue-filters.ts';
import { issuePage } from '../../rest/issue-list.ts';
import { ref } from '../../rest/parameters.ts';
import { refusal, unwrap } from '../errors.ts';
import { issueConnection } from '../objects.ts';
import { connection, pageArgs, placeOf } from '../schema/connection.ts';
import { defineField, type Field } from '../schema/define-field.ts';
import { projectIn } from './names.ts';

const timeZone = z
  .string()
  .max(64)
  .default('UTC')
  .meta({ description: 'An IANA time zone: a date is a whole day there. UTC unless told.' });

export const ISSUE_QUERIES: Readonly<Record<string, Field>> = {
  issues: defineField({
    description:
      'Filters are terms of the query language, joined to `q` by AND. The newest change first, unless `sort` says otherwise or words are searched.',
    args: { ...issueFilters, timeZone, ...pageArgs },
    answer: issueConnection,
    resolve: async (_source, { timeZone: tz, ...args }, context) => {
      const { url, query } = placeOf('issues', { ...args, tz });
      const { first: _first, after: _after, before: _before, ...filters } = args;
      const { caller, services } = context;
      const request = { ...context.request, url };
      const page = await issuePage(
        { ...filters, ...query, tz },
        [],
        { caller, context: request },
        services,
      );
      if (!page.ok) throw refusal(inArguments(page.error));
      if (page.page === undefined) throw new Error('A list of issues has a page.');
      for (const issue of page.data) context.loaders.issues.prime(issue.id, issue);
      return connection(page.data, page.page);
    },
  }),
  issue: defineField({
    description: 'One issue; NOT_FOUND where the caller does not see it.',
    args: { id: issueName },
    answer: issueShape,
    resolve: async (_source, { id }, { asker }) => unwrap(await readIssueShape(id, asker)),
  }),
  transitions: defineField({
    description:
      'Where an issue can go: every other state of its workflow; where it is shut, why, and what would mend it.',
    args: { issue: issueName },
    answer: z.array(moveShape),
    resolve: async (_source, { issue }, { asker }) => unwrap(await issueMoves(issue, asker)).moves,
  }),
  similar: defineField({
    description: 'Issues that may tell of the same, best first.',
    args: {
      title: z.string().min(1).max(200),
      description: z.string().max(20_000).optional(),
      project: ref.optional().meta({ description: 'By id or key; anywhere unless told.' }),
    },
    answer: z.array(similarShape),
    resolve: async (_source, { title, description, project }, context) => {
      const place = project === undefined ? {} : { project: await projectIn(context, project) };
      const text = description === undefined ? {} : { description };
      return [...(await findSimilar({ title, ...text, ...place }, context.asker))];
    },
  }),
};

/** The time zone is `tz` in a URL. */
function inArguments(error: Parameters<typeof refusal>[0]) {
  return error.field === 'tz' ? { ...error, field: 'timeZone' } : error;
}
