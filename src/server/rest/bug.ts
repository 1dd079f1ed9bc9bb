import { z } from 'zod';
import { bugDetailsInput } from '#domain/issue/bug-details.ts';
import { readIssueShape } from '#engine/queries/issue-shapes.ts';
import { bugShape } from '#protocol/shapes.ts';
import { defineRoute } from '../http/define-route.ts';
import type { Route } from '../http/mount.ts';
import { answer } from '../http/reply.ts';
import { askerOf } from '../services.ts';
import { EXAMPLE_BUG } from './examples.ts';
import { issueName, issueTarget } from './found.ts';
import { bugSteps } from './issue-steps.ts';
import { writeOn } from './steps.ts';

const route = { path: '/api/issues/:id/bug', tag: 'Issues', auth: 'caller' } as const;
const params = { id: issueName };

export const BUG_ROUTES: readonly Route[] = [
  defineRoute({
    ...route,
    method: 'PUT',
    summary: 'Set the details of a bug',
    description: 'Fields left out go to their defaults. The author stays who first wrote them.',
    params,
    body: bugDetailsInput,
    answer: bugShape,
    examples: { body: { stepsToReproduce: EXAMPLE_BUG.stepsToReproduce }, answer: EXAMPLE_BUG },
    run: async ({ params, body, caller, context }, services) => {
      const target = issueTarget(params.id, caller, services);
      const written = await writeOn({ caller, context }, services, target, ({ issue }) =>
        bugSteps(issue, body),
      );
      if (!written.ok) return written;
      const shown = await readIssueShape(params.id, askerOf(services, caller));
      if (!shown.ok) return shown;
      const { bug, version } = shown.value;
      if (bug === null) throw new Error('The bug details are gone again.');
      return answer(bug, { version });
    },
  }),
  defineRoute({
    ...route,
    method: 'DELETE',
    summary: 'Delete the details of a bug',
    description: 'By their author or an admin, where a description is left.',
    params,
    answer: z.null(),
    examples: { answer: null },
    run: async ({ params, caller, context }, services) => {
      const target = issueTarget(params.id, caller, services);
      const written = await writeOn({ caller, context }, services, target, ({ issue }) => [
        { name: 'bug.remove', args: { issue: issue.id } },
      ]);
      return written.ok ? answer(null) : written;
    },
  }),
];
