import { z } from 'zod';
import { failure } from '#protocol/result.ts';
import { defineRoute } from './define-route.ts';
import type { Route } from './mount.ts';
import { unavailable } from './problems.ts';
import { answer } from './reply.ts';

/** How long a database may take to show that it is there, in milliseconds. */
const PATIENCE_MS = 2000;

export const HEALTH_ROUTES: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/healthz',
    summary: 'The process lives',
    tag: 'Operation',
    auth: 'anyone',
    probe: true,
    answer: z.object({ status: z.literal('ok') }),
    examples: { answer: { status: 'ok' } },
    run: async () => answer({ status: 'ok' as const }),
  }),
  defineRoute({
    method: 'GET',
    path: '/readyz',
    summary: 'The server can serve: its database answers and has the tables of this version',
    tag: 'Operation',
    auth: 'anyone',
    probe: true,
    answer: z.object({ status: z.literal('ready') }),
    examples: { answer: { status: 'ready' } },
    run: async (_request, { engine }) => {
      const late = Symbol('late');
      const timeout = Promise.withResolvers<typeof late>();
      const timer = setTimeout(() => timeout.resolve(late), PATIENCE_MS);
      const migrated = engine.store.isMigrated();
      const found = await Promise.race([migrated, timeout.promise]).finally(() =>
        clearTimeout(timer),
      );
      if (found === late) {
        migrated.catch(() => undefined);
        return failure(unavailable('The database takes too long to answer.'));
      }
      if (found) return answer({ status: 'ready' as const });
      return failure(unavailable('The database waits for “katydid-server migrate”.'));
    },
  }),
];
