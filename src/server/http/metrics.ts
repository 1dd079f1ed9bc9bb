import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { rejection } from '#domain/rejection.ts';
import { failure } from '#protocol/result.ts';
import { defineRawRoute } from './define-raw-route.ts';
import type { Route } from './mount.ts';
import { whenAnswered } from './when-answered.ts';

/** Seconds: from a read by key to a report over everything. */
const BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** Figures of this process, in Prometheus' format. */
export function makeMetrics(app: FastifyInstance): Registry {
  const register = new Registry();
  collectDefaultMetrics({ register, prefix: 'katydid_' });
  const duration = new Histogram({
    name: 'katydid_http_request_duration_seconds',
    help: 'How long requests took, by method, route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers: [register],
  });
  whenAnswered(app, (request, reply) => {
    // The pattern, and never the path, whose values would be without end.
    const route = request.routeOptions.url ?? 'none';
    duration.observe(
      { method: request.method, route, status: reply.statusCode },
      reply.elapsedTime / 1000,
    );
  });
  return register;
}

export const METRICS_ROUTE: Route = defineRawRoute({
  method: 'GET',
  path: '/metrics',
  summary: 'Figures of this process for Prometheus',
  description: 'To this machine alone, or to whoever has METRICS_TOKEN.',
  tag: 'Operation',
  auth: 'anyone',
  probe: true,
  answers: { 200: { description: 'The figures', type: 'text/plain' } },
  run: async (_request, { request, reply }, { config, metrics }) => {
    if (config.metricsToken === null) {
      if (!isThisMachine(request)) return failure(HERE_ALONE);
    } else if (!bears(request, config.metricsToken)) return failure(WRONG_TOKEN);
    reply.type(metrics.contentType).send(await metrics.metrics());
    return undefined;
  },
});

const HERE_ALONE = rejection(
  'FORBIDDEN',
  'Figures are given to this machine alone. Set METRICS_TOKEN to ask from elsewhere.',
);
const WRONG_TOKEN = rejection(
  'UNAUTHENTICATED',
  'Send METRICS_TOKEN as “Authorization: Bearer …”.',
);

/** Behind a proxy on this machine everybody seems to be here: what was passed on is not. */
function isThisMachine({ ip, socket, headers }: FastifyRequest): boolean {
  const passedOn = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
  return !passedOn && [ip, socket.remoteAddress].every(isLoopback);
}

function isLoopback(address: string | undefined): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address ?? '');
}

function bears({ headers }: FastifyRequest, token: string): boolean {
  const [, given = ''] = /^Bearer (.+)$/i.exec(headers.authorization ?? '') ?? [];
  return timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
