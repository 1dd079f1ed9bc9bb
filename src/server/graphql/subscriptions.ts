import { z } from 'zod';
import type { LiveQuery } from '#engine/live/hub.ts';
import type { LiveEvent } from '#engine/live/live-event.ts';
import type { GraphContext } from './context.ts';
import { unwrap } from './errors.ts';
import { EventQueue } from './event-queue.ts';
import { issueChange, notificationNews } from './objects.ts';
import { defineSubscription, type Field } from './schema/define-field.ts';

/** Matches nothing, so that notifications alone come. */
const NO_ISSUES = 'is:open is:closed';

/** What is told as it happens, until the reader goes, the session ends, or the access token does. */
export const SUBSCRIPTIONS: Readonly<Record<string, Field>> = {
  issueChanged: defineSubscription({
    description: 'What starts, goes on or ceases to match, of all that the caller sees.',
    args: {
      query: z.string().max(4000).default('').meta({ description: 'In the query language.' }),
      timeZone: z
        .string()
        .max(64)
        .default('UTC')
        .meta({ description: 'A date is a whole day there.' }),
    },
    answer: issueChange,
    subscribe: async ({ query, timeZone: zone }, context) =>
      eventsOf({ query, zone }, context, (event) => {
        if (event.event === 'created' || event.event === 'updated') {
          return { kind: event.event, id: event.data.id, issue: event.data };
        }
        if (event.event === 'left') return { kind: 'left', id: event.data.id, issue: null };
        return event.event === 'reset' ? { kind: 'reset', id: null, issue: null } : null;
      }),
  }),
  notificationReceived: defineSubscription({
    description: 'One’s own notifications, as they come and as they are read.',
    answer: notificationNews,
    subscribe: async (_args, context) =>
      eventsOf({ query: NO_ISSUES, zone: 'UTC' }, context, (event) => {
        if (event.event === 'notification')
          return { kind: 'notification', notification: event.data };
        return event.event === 'reset' ? { kind: 'reset', notification: null } : null;
      }),
  }),
};

/** @param shapeOf null: nothing is told of this event */
async function eventsOf<T>(
  asked: { readonly query: string; readonly zone: string },
  context: GraphContext,
  shapeOf: (event: LiveEvent) => T | null,
): Promise<AsyncIterable<T>> {
  const { caller, connection, services } = context;
  const { live, engine, streams } = services;
  const queue = new EventQueue<T>();
  let following: LiveQuery | null = null;
  let untilToken: NodeJS.Timeout | undefined;
  // Whether anybody still takes what waits or not.
  const leave = () => {
    queue.end();
    clearTimeout(untilToken);
    following?.close();
    streams.delete(leave);
  };
  following = unwrap(
    await live.open(
      { user: caller.user.id, session: caller.session, ...asked },
      {
        told: (event) => {
          const shape = shapeOf(event);
          if (shape === null) return;
          queue.push(shape);
          if (connection.cutWhere(queue.bytes)) leave();
        },
        ended: leave,
      },
    ),
  );
  streams.add(leave);
  untilToken = setTimeout(leave, caller.until - engine.clock.now());
  connection.onGone(leave);
  return told(queue, context);
}

/** Each event is shown with what there is then, to whoever the caller is then. */
async function* told<T>(queue: EventQueue<T>, context: GraphContext): AsyncGenerator<T> {
  for await (const event of queue.taken()) {
    await context.refresh();
    yield event;
  }
}
