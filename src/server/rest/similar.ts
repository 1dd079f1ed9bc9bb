import { z } from 'zod';
import { issueDescription, issueTitle } from '#domain/issue/issue.ts';
import { findSimilar } from '#engine/similar/similar.ts';
import { similarShape } from '#protocol/shapes.ts';
import { defineRoute } from '../http/define-route.ts';
import type { Route } from '../http/mount.ts';
import { answer } from '../http/reply.ts';
import { askerOf } from '../services.ts';
import { EXAMPLE_ID } from './examples.ts';
import { ref } from './parameters.ts';
import { projectNamed } from './refs.ts';

export const SIMILAR_ROUTES: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/api/issues/similar',
    summary: 'Issues that may tell of the same, best first',
    tag: 'Issues',
    auth: 'caller',
    // It writes nothing.
    idempotent: false,
    body: z.strictObject({
      title: issueTitle,
      description: issueDescription.optional(),
      project: ref.optional().meta({ description: 'By id or key; anywhere unless told.' }),
    }),
    answer: z.array(similarShape),
    examples: {
      body: { title: 'Total is empty', project: 'PAY' },
      answer: [
        {
          issue: { id: EXAMPLE_ID, key: 'PAY-12', title: 'The total is empty after a refund' },
          status: { name: 'open', label: 'Open', category: 'todo' },
          score: 0.8,
        },
      ],
    },
    run: async ({ body: { project, title, description }, caller, context }, services) => {
      const named =
        project === undefined ? undefined : await projectNamed(project, { context, services });
      const found = await findSimilar(
        {
          title,
          ...(description === undefined ? {} : { description }),
          ...(named === undefined ? {} : { project: named }),
        },
        askerOf(services, caller),
      );
      return answer([...found]);
    },
  }),
];
