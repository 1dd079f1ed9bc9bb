import { z } from 'zod';
import { relationId } from '#domain/ids.ts';
import { RELATION_KINDS } from '#domain/relation/relation.ts';
import { findIssue } from '#engine/queries/find-issue.ts';
import { readRelation, relationsOf } from '#engine/queries/relations.ts';
import { relationShape } from '#protocol/shapes.ts';
import { defineRoute } from '../http/define-route.ts';
import type { Route } from '../http/mount.ts';
import { answer } from '../http/reply.ts';
import { askerOf } from '../services.ts';
import { arrayPart, arrayQuery } from './array-page.ts';
import { EXAMPLE_RELATION } from './examples.ts';
import { issueName, issueTarget } from './found.ts';
import { writeOn, writeSteps } from './steps.ts';

const route = { tag: 'Relations', auth: 'caller' } as const;
const ofIssue = { ...route, path: '/api/issues/:id/relations' } as const;
const params = { id: issueName };

export const RELATION_ROUTES: readonly Route[] = [
  defineRoute({
    ...ofIssue,
    method: 'GET',
    summary: 'Relations of an issue, oldest first',
    description: 'At whichever end it stands; those to issues out of sight are left out.',
    params,
    query: arrayQuery,
    answer: z.array(relationShape),
    list: true,
    examples: { answer: [EXAMPLE_RELATION] },
    run: async ({ params, query, caller, context }, services) => {
      const all = await relationsOf(params.id, askerOf(services, caller));
      if (!all.ok) return all;
      const part = arrayPart(context.url, query, [...all.value.entries()], ([place]) => [place]);
      if (!part.ok) return part;
      const { rows, page } = part.value;
      return answer(
        rows.map(([, relation]) => relation),
        { page },
      );
    },
  }),
  defineRoute({
    ...ofIssue,
    method: 'POST',
    summary: 'Relate an issue to another',
    description: 'What is said already stands as it is: 200, without effect.',
    params,
    body: z.strictObject({ kind: z.enum(RELATION_KINDS), other: issueName }),
    answer: relationShape,
    status: 201,
    examples: { body: { kind: 'blocks', other: 'PAY-13' }, answer: EXAMPLE_RELATION },
    run: async ({ params, body: { kind, other: name }, caller, context }, services) => {
      const asker = askerOf(services, caller);
      const id = context.newId('relation');
      const target = issueTarget(params.id, caller, services);
      const found = await target.find();
      if (!found.ok) return found;
      const end = await findIssue(name, asker);
      if (!end.ok) return { ...end, error: { ...end.error, field: 'other' } };
      const issue = found.value.id;
      const other = end.value.issue.id;
      const written = await writeOn({ caller, context }, services, target, () => [
        { name: 'issue.relate', args: { id, issue, other, kind } },
      ]);
      if (!written.ok) return written;
      const made = await readRelation(id, asker);
      if (made) return answer(made, { location: `/api/issues/${issue}/relations` });
      const said = await relationsOf(issue, asker);
      if (!said.ok) return said;
      const known = said.value.find(
        (one) =>
          one.kind === kind &&
          [one.issue.id, one.other.id].includes(other) &&
          (kind === 'relates' || one.other.id === other),
      );
      if (!known) throw new Error('A relation was accepted and is not there.');
      return answer(known, { status: 200 });
    },
  }),
  defineRoute({
    ...route,
    method: 'DELETE',
    path: '/api/relations/:id',
    summary: 'Take a relation back',
    description: 'By whoever may edit the issue of which it is said, or who said it.',
    params: { id: relationId },
    answer: z.null(),
    examples: { answer: null },
    run: async ({ params, caller, context }, services) => {
      const step = { name: 'issue.unrelate', args: { relation: params.id } } as const;
      const written = await writeSteps({ caller, context }, services, [step]);
      return written.ok ? answer(null) : written;
    },
  }),
];
