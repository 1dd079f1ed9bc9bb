import { z } from 'zod';
import { notificationId } from '#domain/ids.ts';
import { inboxPage } from '#engine/queries/inbox.ts';
import { success } from '#protocol/result.ts';
import { issueRef, type NotificationShape, notificationShape } from '#protocol/shapes.ts';
import { defineRoute } from '../http/define-route.ts';
import type { Route } from '../http/mount.ts';
import { pageQuery } from '../http/paging.ts';
import { answer } from '../http/reply.ts';
import { askerOf } from '../services.ts';
import { EXAMPLE_ID } from './examples.ts';
import { flag } from './parameters.ts';
import { writeSteps } from './steps.ts';
import { timedPage } from './timed-page.ts';

const restNotificationShape = notificationShape
  .omit({ actor: true, issue: true })
  .extend({ issue: issueRef });
type RestNotification = z.input<typeof restNotificationShape>;

const EXAMPLE: RestNotification = {
  id: '01981f6e-2c1a-7b3e-9d55-0a4f6c2b8e81',
  kind: 'assigned',
  issue: { id: EXAMPLE_ID, key: 'PAY-12', title: 'The total is empty after a refund' },
  message: 'Mia assigned PAY-12 to you.',
  createdAt: '2026-03-14T09:00:00.000Z',
  readAt: null,
};
const route = { tag: 'Notifications', auth: 'caller' } as const;

export const NOTIFICATION_ROUTES: readonly Route[] = [
  defineRoute({
    ...route,
    method: 'GET',
    path: '/api/notifications',
    summary: 'One’s own notifications, the newest first',
    query: { ...pageQuery, unread: flag.meta({ description: 'true: only what is not read.' }) },
    answer: z.array(restNotificationShape),
    list: true,
    examples: { answer: [EXAMPLE] },
    run: async ({ query: { unread, ...query }, caller, context }, services) => {
      const asker = askerOf(services, caller);
      const part = await timedPage(context.url, query, {
        read: async (window) => {
          const { total, notifications } = await inboxPage({ unread, ...window }, asker);
          return success({ total, items: notifications });
        },
        timeOf: ({ createdAt }) => createdAt,
        newestFirst: true,
      });
      return part.ok ? answer(part.value.rows.map(shownOf), { page: part.value.page }) : part;
    },
  }),
  defineRoute({
    ...route,
    method: 'POST',
    path: '/api/notifications/:id/read',
    summary: 'Mark a notification as read',
    params: { id: notificationId },
    answer: z.null(),
    examples: { answer: null },
    run: async ({ params, caller, context }, services) => {
      const step = { name: 'notification.read', args: { id: params.id } } as const;
      const written = await writeSteps({ caller, context }, services, [step]);
      return written.ok ? answer(null) : written;
    },
  }),
  defineRoute({
    ...route,
    method: 'POST',
    path: '/api/notifications/read-all',
    summary: 'Mark all of one’s notifications as read',
    answer: z.null(),
    examples: { answer: null },
    run: async ({ caller, context }, services) => {
      const step = { name: 'notification.read-all', args: {} } as const;
      const written = await writeSteps({ caller, context }, services, [step]);
      return written.ok ? answer(null) : written;
    },
  }),
];

function shownOf({ actor: _, issue, ...notification }: NotificationShape): RestNotification {
  const { id, key, title } = issue;
  return { ...notification, issue: { id, key, title } };
}
