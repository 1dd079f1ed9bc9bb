import type { FastifyInstance, FastifyRequest } from 'fastify';
import { identify } from '../auth/identify.ts';
import type { Services } from '../services.ts';
import { Refused, unavailable } from './problems.ts';
import { networkOf, RateLimit } from './rate-limit.ts';
import { tooMany } from './send.ts';

/**
 * What every request passes before its route: is the server there, who is it, is it too much. Probes
 * pass at once.
 */
export function addDoor(app: FastifyInstance, services: Services): void {
  const { config, engine } = services;
  const limits = {
    anonymous: limitOf(config.rateLimits.anonymous, services),
    user: limitOf(config.rateLimits.user, services),
  };
  let closing = false;
  let migrated = false;
  app.addHook('preClose', async () => {
    closing = true;
  });

  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    if (request.routeOptions.config.probe) return;
    if (closing) throw new Refused(unavailable('This server is stopping.'));
    migrated ||= await engine.store.isMigrated();
    if (!migrated) throw new Refused(NOT_MIGRATED);
    request.caller = await identify(request, services);
    refuseTooMany(request);
  });

  app.addHook('onSend', async (_request, reply) => {
    // Else the connection would be kept open for a next request, and the server with it.
    if (closing) reply.header('connection', 'close');
  });

  app.addHook('onResponse', async () => {
    // An answer whose head was sent before, such as a stream, has left its connection open.
    if (closing) setImmediate(() => app.server.closeIdleConnections());
  });

  function refuseTooMany(request: FastifyRequest): void {
    const wait = request.caller
      ? limits.user?.take(request.caller.user.id)
      : limits.anonymous?.take(networkOf(request.ip));
    if (wait) throw new Refused(tooMany('These are too many requests.', wait));
  }
}

function limitOf(rate: Services['config']['rateLimits']['user'], { engine }: Services) {
  return rate === null ? null : new RateLimit(rate, engine.clock.now);
}

const NOT_MIGRATED = unavailable(
  'The database waits for “katydid-server migrate”: its tables are not those that this server knows.',
);
