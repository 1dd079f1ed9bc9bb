import { z } from 'zod';
import { rejection } from '#domain/rejection.ts';
import { failure } from '#protocol/result.ts';
import { defineRawRoute } from '../http/define-raw-route.ts';
import { defineRoute } from '../http/define-route.ts';
import type { Route } from '../http/mount.ts';
import { answer } from '../http/reply.ts';
import { follow } from './follow.ts';
import { callerOfTicket, drawTicket, TICKET_MS } from './tickets.ts';

const MOST_TICKET_LENGTH = 100;

const NOBODY = rejection(
  'UNAUTHENTICATED',
  'Send the access token as “Authorization: Bearer …”, or a fresh ticket of POST /api/events/ticket as ?ticket=…; a ticket opens one stream within 30 seconds.',
);

export const EVENT_ROUTES: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/api/events/ticket',
    summary: 'A ticket for one live stream',
    description:
      'For EventSource, which cannot send a header: the ticket goes into the URL of GET /api/events, works once, and is good for 30 seconds. The stream ends with the access token that asked for it.',
    tag: 'Events',
    auth: 'caller',
    idempotent: false,
    answer: z.object({ ticket: z.string(), expiresIn: z.number() }),
    status: 201,
    examples: {
      answer: { ticket: 'w3J0m2c8oJkqk6z0aVd5cQ1rXn9tYb4uPeGhLsKfDiE', expiresIn: 30 },
    },
    run: async ({ caller }, services) =>
      answer({ ticket: await drawTicket(services, caller), expiresIn: TICKET_MS / 1000 }),
  }),
  defineRawRoute({
    method: 'GET',
    path: '/api/events',
    summary: 'A live query',
    description:
      'Server-Sent Events of the issues that match `q` and are visible to the caller, and of their notifications: `created` (starts to match, or to be visible), `updated`, `left` ({ id }), `notification`, `reset` (read the list again), `bye` (the stream ends: connect again, with a fresh token where its reason is `token`). `id` is the position to resume from, sent back as Last-Event-ID. A heartbeat comes every 15 seconds; a reader more than 1 MiB behind is closed.',
    tag: 'Events',
    auth: 'anyone',
    query: {
      q: z.string().max(4000).optional(),
      tz: z.string().max(64).optional(),
      ticket: z.string().max(MOST_TICKET_LENGTH).optional(),
    },
    answers: { 200: { description: 'The stream.', type: 'text/event-stream' } },
    run: async ({ query, context }, http, services) => {
      const caller =
        http.request.caller ??
        (query.ticket === undefined ? null : await callerOfTicket(services, query.ticket));
      if (!caller) return failure(NOBODY);
      const lastEventId = http.request.headers['last-event-id'];
      const followed = await follow(
        caller,
        {
          query: query.q ?? '',
          zone: query.tz ?? 'UTC',
          lastEventId: typeof lastEventId === 'string' ? lastEventId : undefined,
        },
        http,
        services,
      );
      if (!followed.ok) return followed;
      services.log.debug({ address: context.address }, 'a live stream has begun');
      return http.reply
        .headers({
          'content-type': 'text/event-stream; charset=utf-8',
          'x-accel-buffering': 'no',
        })
        .send(followed.value.body);
    },
  }),
];
