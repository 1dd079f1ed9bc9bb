import { z } from 'zod';
import { tagId } from '#domain/ids.ts';
import { colour } from '#domain/severity/severity.ts';
import { tagName } from '#domain/tag/tag.ts';
import { foldCase } from '#domain/text.ts';
import { countTagged, listTags } from '#engine/queries/list-tags.ts';
import { tagShape } from '#protocol/shapes.ts';
import { loadTags } from '#store/load-tables.ts';
import type { Caller } from '../auth/caller.ts';
import { defineRoute } from '../http/define-route.ts';
import { keyCursor, keyedPage } from '../http/key-cursor.ts';
import type { Route } from '../http/mount.ts';
import { pageQuery, readPlace } from '../http/paging.ts';
import { answer } from '../http/reply.ts';
import { askerOf, type Services } from '../services.ts';
import { EXAMPLE_TAG } from './examples.ts';
import { rowTarget } from './found.ts';
import { changesOf, recordSteps } from './record-edit.ts';
import { writeOn, writeSteps } from './steps.ts';

const EXAMPLE = { ...EXAMPLE_TAG, issueCount: 4 };
const route = { tag: 'Tags', auth: 'caller', answer: tagShape } as const;
const one = { ...route, path: '/api/tags/:id' } as const;
const params = { id: tagId };

export const TAG_ROUTES: readonly Route[] = [
  defineRoute({
    ...route,
    method: 'GET',
    path: '/api/tags',
    summary: 'Tags, by name',
    query: {
      ...pageQuery,
      q: z.string().max(200).default('').meta({ description: 'Part of the name.' }),
    },
    answer: z.array(tagShape),
    list: true,
    examples: { answer: [EXAMPLE] },
    run: async ({ query, caller, context }, services) => {
      const place = readPlace(context.url, query, keyCursor);
      if (!place.ok) return place;
      const { rows, page } = await keyedPage(
        context.url,
        place.value,
        (window) => listTags({ text: query.q }, window, askerOf(services, caller)),
        ({ name }) => foldCase(name),
      );
      return answer([...rows], { page });
    },
  }),
  defineRoute({
    ...route,
    method: 'POST',
    path: '/api/tags',
    summary: 'Create a tag',
    body: z.strictObject({ name: tagName, colour }),
    status: 201,
    examples: { body: { name: 'refunds', colour: '#2f6fb5' }, answer: EXAMPLE },
    run: async ({ body, caller, context }, services) => {
      const id = context.newId('tag');
      const step = { name: 'tag.create', args: { id, ...body } } as const;
      const written = await writeSteps({ caller, context }, services, [step]);
      if (!written.ok) return written;
      return shown(id, caller, services, { location: `/api/tags/${id}` });
    },
  }),
  defineRoute({
    ...one,
    method: 'GET',
    summary: 'One tag',
    params,
    examples: { answer: EXAMPLE },
    run: ({ params, caller }, services) => shown(params.id, caller, services),
  }),
  defineRoute({
    ...one,
    method: 'PATCH',
    summary: 'Rename or recolour a tag',
    params,
    body: changesOf({ name: tagName, colour }),
    examples: { body: { colour: '#2f6fb5' }, answer: EXAMPLE },
    run: async ({ params, body, caller, context }, services) => {
      const target = targetOf(params.id, services);
      const written = await writeOn({ caller, context }, services, target, (row) =>
        recordSteps('tag.edit', row, body),
      );
      return written.ok ? shown(params.id, caller, services) : written;
    },
  }),
  defineRoute({
    ...one,
    method: 'DELETE',
    summary: 'Delete a tag',
    description: 'It goes from every issue that carries it.',
    params,
    answer: z.null(),
    examples: { answer: null },
    run: async ({ params, caller, context }, services) => {
      const target = targetOf(params.id, services);
      const written = await writeOn({ caller, context }, services, target, ({ id }) => [
        { name: 'tag.delete', args: { id } },
      ]);
      return written.ok ? answer(null) : written;
    },
  }),
];

function targetOf(id: string, { engine }: Services) {
  return rowTarget('tag', loadTags, id, 'tag', engine.store);
}

async function shown(
  id: string,
  caller: Caller,
  services: Services,
  more: { readonly location?: string } = {},
) {
  const found = await targetOf(id, services).find();
  if (!found.ok) return found;
  const { name, colour: own, version } = found.value;
  const issueCount = await countTagged(id, askerOf(services, caller));
  return answer({ id, name, colour: own, issueCount }, { version, ...more });
}
