import { z } from 'zod';
import { fixedIn, resolution, resolutionNote } from '#domain/issue/issue.ts';
import { GUARDS, stateName } from '#domain/workflow/workflow.ts';
import { findIssue } from '#engine/queries/find-issue.ts';
import { issueMoves } from '#engine/queries/issue-view.ts';
import { issueShape } from '#protocol/shapes.ts';
import { defineRoute } from '../http/define-route.ts';
import type { Route } from '../http/mount.ts';
import { answer } from '../http/reply.ts';
import { askerOf } from '../services.ts';
import { EXAMPLE_ISSUE, EXAMPLE_PERSON } from './examples.ts';
import { issueAlone, issueName } from './found.ts';
import { shownIssue } from './issues.ts';
import { writeTo } from './steps.ts';

const params = { id: issueName };

const moveShape = z.object({
  to: z.string(),
  name: z.string(),
  /** Whether the caller may start it; what `require` names is brought along. */
  open: z.boolean(),
  /** Why it is shut, and what would mend it. */
  reason: z.string().nullable(),
  require: z.array(z.enum(GUARDS)),
});

export const TRANSITION_ROUTES: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/issues/:id/transitions',
    summary: 'Where an issue can go',
    description:
      'Every other state of its workflow; where it is shut, why, and what would mend it.',
    tag: 'Issues',
    auth: 'caller',
    params,
    answer: z.array(moveShape),
    examples: {
      answer: [
        { to: 'in_progress', name: 'Start', open: true, reason: null, require: ['assignee'] },
      ],
    },
    run: async ({ params, caller }, services) => {
      const found = await issueMoves(params.id, askerOf(services, caller));
      if (!found.ok) return found;
      return answer(
        found.value.moves.map(({ to, name, label, open, reason, require }) => ({
          to,
          name: name ?? label,
          open,
          reason,
          require,
        })),
      );
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/issues/:id/transition',
    summary: 'Move an issue to another state',
    description:
      '`from` is the present state unless told. Where somebody else has moved it there already, a note becomes a comment.',
    tag: 'Issues',
    auth: 'caller',
    params,
    body: z.strictObject({
      to: stateName,
      from: stateName.optional(),
      resolution: resolution.optional(),
      resolutionNote: resolutionNote.optional(),
      fixedIn: fixedIn.optional(),
      duplicateOf: issueName.optional(),
    }),
    answer: issueShape,
    examples: {
      body: { to: 'in_progress' },
      answer: { ...EXAMPLE_ISSUE, status: 'in_progress', assignee: EXAMPLE_PERSON },
    },
    run: async ({ params, body: { duplicateOf, ...body }, caller, context }, services) => {
      const target = issueAlone(params.id, caller, services);
      const asker = askerOf(services, caller);
      const original = duplicateOf === undefined ? null : await findIssue(duplicateOf, asker);
      // One that is not seen is refused by the command in its turn, as one that does not exist.
      const other = original?.ok ? original.value.issue.id : context.newId('no issue');
      const written = await writeTo({ caller, context }, services, target, ({ id: issue }) => [
        {
          name: 'issue.transition',
          args: { issue, ...body, ...(original === null ? {} : { duplicateOf: other }) },
        },
      ]);
      return written.ok ? shownIssue(params.id, caller, services) : written;
    },
  }),
];
