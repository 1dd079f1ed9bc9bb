import { z } from 'zod';
import { readIssueShape } from '#engine/queries/issue-shapes.ts';
import type { Result } from '#protocol/result.ts';
import { type IssueShape, issueShape } from '#protocol/shapes.ts';
import type { Caller } from '../auth/caller.ts';
import { defineRoute } from '../http/define-route.ts';
import type { Route } from '../http/mount.ts';
import { type Answer, answer, type Reply } from '../http/reply.ts';
import { askerOf, readerOf, type Services } from '../services.ts';
import { EXAMPLE_ISSUE } from './examples.ts';
import { issueAlone, issueName, issueTarget } from './found.ts';
import { issueChanges, newIssue, wholeIssue } from './issue-body.ts';
import { createSteps, editSteps, replaceSteps } from './issue-steps.ts';
import { writeAnew, writeOn, writeTo } from './steps.ts';

const route = { tag: 'Issues', auth: 'caller', answer: issueShape } as const;
const params = { id: issueName };

export const ISSUE_ROUTES: readonly Route[] = [
  defineRoute({
    ...route,
    method: 'POST',
    path: '/api/issues',
    summary: 'Report an issue',
    description:
      'It needs a description, or the details of a bug with steps. The reporter is the caller.',
    body: newIssue,
    status: 201,
    examples: {
      body: {
        project: 'PAY',
        title: EXAMPLE_ISSUE.title,
        bug: { stepsToReproduce: '1. Refund an order.\n2. Open it.' },
        severity: 'Major',
        priority: 'high',
        tags: ['refunds'],
      },
      answer: EXAMPLE_ISSUE,
    },
    run: async ({ body, caller, context }, services) => {
      const id = context.newId('issue');
      const { look } = await readerOf(services, caller);
      const written = await writeAnew({ caller, context }, services, () =>
        createSteps(id, body, { context, services, look }),
      );
      if (!written.ok) return written;
      return shownIssue(id, caller, services, { location: `/api/issues/${id}` });
    },
  }),
  defineRoute({
    ...route,
    method: 'GET',
    path: '/api/issues/:id',
    summary: 'One issue',
    params,
    examples: { answer: EXAMPLE_ISSUE },
    run: async ({ params, caller }, services) =>
      shown(await readIssueShape(params.id, await readerOf(services, caller))),
  }),
  defineRoute({
    ...route,
    method: 'PUT',
    path: '/api/issues/:id',
    summary: 'Replace an issue',
    description:
      'As to create one, without project and assignee; fields left out go to their defaults. All or nothing.',
    params,
    body: wholeIssue,
    examples: {
      body: { title: EXAMPLE_ISSUE.title, description: 'Seen in the shop.', severity: 'Minor' },
      answer: EXAMPLE_ISSUE,
    },
    run: async ({ params, body, caller, context }, services) => {
      const target = issueTarget(params.id, caller, services);
      const written = await writeOn({ caller, context }, services, target, ({ issue }) =>
        replaceSteps(issue, body, { context, services }),
      );
      return written.ok ? shownIssue(params.id, caller, services) : written;
    },
  }),
  defineRoute({
    ...route,
    method: 'PATCH',
    path: '/api/issues/:id',
    summary: 'Change fields of an issue',
    description:
      'All or nothing. With `from`, a field that somebody changed meanwhile is merged where that can be, else answers 409.',
    params,
    body: issueChanges,
    examples: {
      body: { priority: 'critical', from: { priority: 'high' } },
      answer: { ...EXAMPLE_ISSUE, priority: 'critical' },
    },
    run: async ({ params, body, caller, context }, services) => {
      const target = issueTarget(params.id, caller, services);
      const written = await writeOn({ caller, context }, services, target, ({ issue }) =>
        editSteps(issue, body, { context, services }),
      );
      return written.ok ? shownIssue(params.id, caller, services) : written;
    },
  }),
  defineRoute({
    ...route,
    method: 'DELETE',
    path: '/api/issues/:id',
    summary: 'Delete an issue',
    description: 'With its comments, files and assignments. Its number is not given again.',
    params,
    answer: z.null(),
    examples: { answer: null },
    run: async ({ params, caller, context }, services) => {
      const target = issueAlone(params.id, caller, services);
      const written = await writeTo({ caller, context }, services, target, ({ id: issue }) => [
        { name: 'issue.delete', args: { issue } },
      ]);
      return written.ok ? answer(null) : written;
    },
  }),
];

/** An issue as it is now, by id or key. */
export async function shownIssue(
  name: string,
  caller: Caller,
  services: Services,
  more: Omit<Answer<never>, 'ok' | 'data'> = {},
): Promise<Reply<z.input<typeof issueShape>>> {
  return shown(await readIssueShape(name, askerOf(services, caller)), more);
}

function shown(
  read: Result<IssueShape>,
  more: Omit<Answer<never>, 'ok' | 'data'> = {},
): Reply<z.input<typeof issueShape>> {
  return read.ok ? answer(read.value, { version: read.value.version, ...more }) : read;
}
