import { z } from 'zod';
import { notFound } from '#domain/refusals.ts';
import { foldCase } from '#domain/text.ts';
import { role } from '#domain/user/user.ts';
import { listPeople } from '#engine/queries/list-people.ts';
import { listTags } from '#engine/queries/list-tags.ts';
import { listSeverities, listWorkflows } from '#engine/queries/managed-lists.ts';
import { projectShapes, seenProjects } from '#engine/queries/projects.ts';
import { listRules } from '#engine/queries/rules.ts';
import { listViews } from '#engine/queries/views.ts';
import {
  projectShape,
  ruleShape,
  severityShape,
  viewShape,
  workflowShape,
} from '#protocol/shapes.ts';
import { keyCursor, keyedPage } from '../../http/key-cursor.ts';
import { readPlace } from '../../http/paging.ts';
import { arrayPart } from '../../rest/array-page.ts';
import { ref } from '../../rest/parameters.ts';
import { restUser, restUserShape } from '../../rest/shapes.ts';
import { refusal, unwrap } from '../errors.ts';
import { projectConnection, tagConnection, userConnection } from '../objects.ts';
import { connection, type ListPlace, pageArgs, placeOf } from '../schema/connection.ts';
import { defineField, type Field } from '../schema/define-field.ts';
import { personIn, projectIn } from './names.ts';

const text = (what: string) =>
  z
    .string()
    .max(200)
    .default('')
    .meta({ description: `Part of ${what}.` });

/** People, places and words: what issues name. */
export const LIST_QUERIES: Readonly<Record<string, Field>> = {
  me: defineField({
    description: 'Whoever is signed in.',
    answer: restUserShape,
    resolve: (_source, _args, { caller }) => restUser(caller.user, caller.user),
  }),
  users: defineField({
    description: 'People, by username.',
    args: {
      q: text('the name or username'),
      roles: z.array(role).max(10).default([]).meta({ description: 'Any unless told.' }),
      blocked: z.boolean().optional(),
      ...pageArgs,
    },
    answer: userConnection,
    resolve: (_source, args, { asker }) => {
      const { q, roles, blocked } = args;
      const filter = { text: q, roles, blocked };
      return keyed(
        placeOf('users', args),
        async (window) => {
          const { total, people } = await listPeople(filter, window, asker);
          return { total, rows: people.map((row) => restUser(row, asker.user)) };
        },
        ({ username }) => username,
      );
    },
  }),
  user: defineField({
    description: 'One person.',
    args: { id: ref.meta({ description: 'The id, or the username; me.' }) },
    answer: restUserShape,
    resolve: async (_source, { id }, context) => {
      const user = await context.loaders.users.load(await personIn(context, id));
      return user ?? missing('person');
    },
  }),
  projects: defineField({
    description: 'Projects that the caller sees, by key.',
    args: {
      q: text('the key or the name'),
      archived: z.boolean().default(false).meta({ description: 'Those that are archived too.' }),
      ...pageArgs,
    },
    answer: projectConnection,
    resolve: async (_source, args, { asker }) => {
      const { url, query } = placeOf('projects', args);
      const found = await seenProjects({ text: args.q, archived: args.archived }, asker);
      const { rows, page } = unwrap(
        arrayPart(url, query, found, ({ archived, key }) => [Number(archived), key]),
      );
      const projects = await projectShapes(rows, asker);
      return connection(
        projects.map(({ shape }) => shape),
        page,
      );
    },
  }),
  project: defineField({
    description: 'One project; NOT_FOUND where the caller does not see it.',
    args: { id: ref.meta({ description: 'The id, or the key.' }) },
    answer: projectShape,
    resolve: async (_source, { id }, context) => {
      const project = await context.loaders.projects.load(await projectIn(context, id));
      return project ?? missing('project');
    },
  }),
  severities: defineField({
    description: 'By rank, the gravest first.',
    answer: z.array(severityShape),
    resolve: async (_source, _args, { asker }) => (await listSeverities(asker)).severities,
  }),
  tags: defineField({
    description: 'By name.',
    args: { q: text('the name'), ...pageArgs },
    answer: tagConnection,
    resolve: (_source, args, { asker }) =>
      keyed(
        placeOf('tags', args),
        (window) => listTags({ text: args.q }, window, asker),
        ({ name }) => foldCase(name),
      ),
  }),
  views: defineField({
    description: 'Saved views, one’s own and those that are shared, by name.',
    answer: z.array(viewShape),
    resolve: async (_source, _args, { asker }) => [...(await listViews(asker))],
  }),
  rules: defineField({
    description: 'Assignment rules, by project and in the order in which they are tried.',
    args: { project: ref.optional().meta({ description: 'By id or key; every one unless told.' }) },
    answer: z.array(ruleShape),
    resolve: async (_source, { project }, context) => {
      const named = project === undefined ? null : await projectIn(context, project);
      return [...(await listRules(named, context.asker))];
    },
  }),
  workflows: defineField({
    description: 'By name.',
    answer: z.array(workflowShape),
    resolve: async (_source, _args, { asker }) => (await listWorkflows(asker)).workflows,
  }),
};

async function keyed<Row>(
  { url, query }: ListPlace,
  read: Parameters<typeof keyedPage<Row>>[2],
  keyOf: (row: Row) => string,
) {
  const place = unwrap(readPlace(url, query, keyCursor));
  const { rows, page } = await keyedPage(url, place, read, keyOf);
  return connection(rows, page);
}

function missing(what: string): never {
  throw refusal(notFound(what).rejection);
}
