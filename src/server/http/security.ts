import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config.ts';

/** What browsers are told about every answer: run nothing, show nothing, keep nothing. */
export async function addSecurityHeaders(
  app: FastifyInstance,
  { corsOrigins }: Config,
): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"], baseUri: ["'none'"] },
    },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    frameguard: { action: 'deny' },
    // The host may have neighbours under its domain that speak HTTP.
    strictTransportSecurity: { includeSubDomains: false },
  });
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
  if (corsOrigins.length === 0) return;
  await app.register(cors, {
    origin: corsOrigins.map((origin) => (origin.includes('*') ? patternOf(origin) : origin)),
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: [
      'authorization',
      'content-type',
      'idempotency-key',
      'if-match',
      'last-event-id',
      'range',
      'upload-offset',
    ],
    exposedHeaders: ['etag', 'location', 'retry-after', 'upload-offset', 'x-request-id'],
    maxAge: 600,
    strictPreflight: false,
  });
}

/** `https://*.example.org` stands for any one or more labels before the rest. */
function patternOf(origin: string): RegExp {
  const escaped = origin.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace('*', '[a-z0-9-]+(\\.[a-z0-9-]+)*')}$`);
}
