import { z } from 'zod';
import { ASSIGNMENT_STATUSES } from '#domain/assignment/assignment.ts';
import type { IssueId } from '#domain/ids.ts';
import { assignmentsAt, assignmentsOf, listAssignments } from '#engine/queries/assignments.ts';
import { seqOf } from '#engine/queries/find-issue.ts';
import { success } from '#protocol/result.ts';
import { type AssignmentShape, assignmentShape } from '#protocol/shapes.ts';
import type { Caller } from '../auth/caller.ts';
import { defineRoute } from '../http/define-route.ts';
import type { Route } from '../http/mount.ts';
import { pageQuery } from '../http/paging.ts';
import { answer } from '../http/reply.ts';
import { askerOf, type Services } from '../services.ts';
import { EXAMPLE_ASSIGNMENT } from './examples.ts';
import { issueAlone, issueName, issueTarget } from './found.ts';
import { ref } from './parameters.ts';
import { personNamed } from './refs.ts';
import { writeOn, writeTo } from './steps.ts';
import { type TimedList, timedPage } from './timed-page.ts';

const route = { tag: 'Assignments', auth: 'caller' } as const;
const ofIssue = { ...route, path: '/api/issues/:id/assignments' } as const;
const params = { id: issueName };

const NEWEST_FIRST: Omit<TimedList<AssignmentShape>, 'read'> = {
  timeOf: ({ assignedAt }) => assignedAt,
  newestFirst: true,
};

export const ASSIGNMENT_ROUTES: readonly Route[] = [
  defineRoute({
    ...route,
    method: 'GET',
    path: '/api/assignments',
    summary: 'Assignments, the newest first',
    query: {
      ...pageQuery,
      assignee: ref.optional().meta({ description: 'By id or username; me.' }),
      status: z.enum(ASSIGNMENT_STATUSES).optional(),
    },
    answer: z.array(assignmentShape),
    list: true,
    examples: { answer: [EXAMPLE_ASSIGNMENT] },
    run: async ({ query: { assignee, status, ...query }, caller, context }, services) => {
      const whose =
        assignee === undefined || assignee === 'me'
          ? assignee && caller.user.id
          : await personNamed(assignee, { context, services });
      const filter = {
        ...(whose === undefined ? {} : { assignee: whose }),
        ...(status === undefined ? {} : { status }),
      };
      const asker = askerOf(services, caller);
      const part = await timedPage(context.url, query, {
        ...NEWEST_FIRST,
        read: async (window) => success(await listAssignments({ ...filter, ...window }, asker)),
      });
      return part.ok ? answer([...part.value.rows], { page: part.value.page }) : part;
    },
  }),
  defineRoute({
    ...ofIssue,
    method: 'GET',
    summary: 'Who had an issue, the newest first',
    params,
    query: pageQuery,
    answer: z.array(assignmentShape),
    list: true,
    examples: { answer: [EXAMPLE_ASSIGNMENT] },
    run: async ({ params, query, caller, context }, services) => {
      const all = await assignmentsOf(params.id, askerOf(services, caller));
      if (!all.ok) return all;
      const part = await timedPage(context.url, query, {
        ...NEWEST_FIRST,
        read: async ({ offset, count }) =>
          success({ total: all.value.length, items: all.value.slice(offset, offset + count) }),
      });
      return part.ok ? answer([...part.value.rows], { page: part.value.page }) : part;
    },
  }),
  defineRoute({
    ...ofIssue,
    method: 'POST',
    summary: 'Assign an issue',
    description: 'To whom it belongs already: 200, without effect.',
    params,
    body: z.strictObject({ assignee: ref.meta({ description: 'By id or username.' }) }),
    answer: assignmentShape,
    status: 201,
    examples: { body: { assignee: 'ana' }, answer: EXAMPLE_ASSIGNMENT },
    run: async ({ params, body, caller, context }, services) => {
      const assignee = await personNamed(body.assignee, { context, services });
      const target = issueTarget(params.id, caller, services);
      const found = await target.find();
      if (!found.ok) return found;
      const { id, issue } = found.value;
      const written = await writeOn({ caller, context }, services, target, () => [
        { name: 'issue.assign', args: { issue: id, assignee } },
      ]);
      if (!written.ok) return written;
      const now = await newest(id, caller, services);
      if (now === null) throw new Error('An issue that was assigned has no assignment.');
      if (issue.assignee === assignee) return answer(now, { status: 200 });
      return answer(now, { location: `/api/issues/${id}/assignments` });
    },
  }),
  defineRoute({
    ...route,
    method: 'POST',
    path: '/api/issues/:id/auto-assign',
    summary: 'Let the rules of the project assign an issue',
    description: 'null: no rule applies, or none has a candidate; the managers are told.',
    params,
    answer: assignmentShape.nullable(),
    examples: { answer: EXAMPLE_ASSIGNMENT },
    run: async ({ params, caller, context }, services) => {
      const target = issueTarget(params.id, caller, services);
      const found = await target.find();
      if (!found.ok) return found;
      const { id } = found.value;
      const written = await writeOn({ caller, context }, services, target, () => [
        { name: 'issue.auto-assign', args: { issue: id } },
      ]);
      if (!written.ok) return written;
      const now = await newest(id, caller, services);
      return answer(now?.status === 'completed' ? null : now);
    },
  }),
  defineRoute({
    ...route,
    method: 'DELETE',
    path: '/api/issues/:id/assignments/current',
    summary: 'Take an issue away from its assignee',
    params,
    answer: z.null(),
    examples: { answer: null },
    run: async ({ params, caller, context }, services) => {
      const target = issueAlone(params.id, caller, services);
      const written = await writeTo({ caller, context }, services, target, ({ id: issue }) => [
        { name: 'issue.unassign', args: { issue } },
      ]);
      return written.ok ? answer(null) : written;
    },
  }),
];

/** Shown to whoever made it, though they may no longer see the issue since. */
async function newest(
  issue: IssueId,
  caller: Caller,
  services: Services,
): Promise<AssignmentShape | null> {
  const seq = await seqOf(services.engine.store.read, issue);
  const [first] = await assignmentsAt(seq, askerOf(services, caller));
  return first ?? null;
}
