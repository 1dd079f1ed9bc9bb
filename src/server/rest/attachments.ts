import { z } from 'zod';
import { attachmentId } from '#domain/ids.ts';
import { attachmentsOf } from '#engine/queries/attachments.ts';
import { attachmentShape } from '#protocol/shapes.ts';
import { defineRoute } from '../http/define-route.ts';
import type { Route } from '../http/mount.ts';
import { answer } from '../http/reply.ts';
import { askerOf } from '../services.ts';
import { arrayPart, arrayQuery } from './array-page.ts';
import { EXAMPLE_ATTACHMENT } from './examples.ts';
import { issueName } from './found.ts';
import { writeSteps } from './steps.ts';

const route = { tag: 'Attachments', auth: 'caller' } as const;

export const ATTACHMENT_ROUTES: readonly Route[] = [
  defineRoute({
    ...route,
    method: 'GET',
    path: '/api/issues/:id/attachments',
    summary: 'Files at an issue and its comments, oldest first',
    params: { id: issueName },
    query: arrayQuery,
    answer: z.array(attachmentShape),
    list: true,
    examples: { answer: [EXAMPLE_ATTACHMENT] },
    run: async ({ params, query, caller, context }, services) => {
      const all = await attachmentsOf(params.id, askerOf(services, caller));
      if (!all.ok) return all;
      const part = arrayPart(context.url, query, [...all.value.entries()], ([place]) => [place]);
      if (!part.ok) return part;
      const { rows, page } = part.value;
      return answer(
        rows.map(([, attachment]) => attachment),
        { page },
      );
    },
  }),
  defineRoute({
    ...route,
    method: 'DELETE',
    path: '/api/attachments/:id',
    summary: 'Delete a file',
    description: 'By its author or an admin.',
    params: { id: attachmentId },
    answer: z.null(),
    examples: { answer: null },
    run: async ({ params, caller, context }, services) => {
      const step = { name: 'attachment.remove', args: { attachment: params.id } } as const;
      const written = await writeSteps({ caller, context }, services, [step]);
      return written.ok ? answer(null) : written;
    },
  }),
];
