import type { FastifyInstance, FastifyServerOptions } from 'fastify';
import type { Config } from '../config.ts';
import { whenAnswered } from './when-answered.ts';

/** Where log lines go, one JSON object each. */
export interface LogStream {
  write(line: string): void;
}

/** The server's log. Nothing of a request's headers, query or body is ever written. */
export function logOptions(
  { logLevel }: Config,
  stream: LogStream = process.stdout,
): NonNullable<FastifyServerOptions['logger']> {
  return {
    level: logLevel,
    stream,
    base: { name: 'katydid-server', pid: process.pid },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (level) => ({ level }) },
    serializers: {
      // Whatever logs a whole request or reply says only what cannot be secret.
      req: ({ method, url }) => ({ method, path: pathOf(url) }),
      res: ({ statusCode }) => ({ status: statusCode }),
    },
  };
}

/** One line for every answer: who asked for what, what it became, how long it took. */
export function logAnswers(app: FastifyInstance): void {
  whenAnswered(app, (request, reply) => {
    request.log.info(
      {
        method: request.method,
        path: pathOf(request.raw.url ?? '/'),
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        user: request.caller?.user.id ?? null,
        address: request.ip,
      },
      reply.raw.writableFinished ? 'answered' : 'broken off',
    );
  });
}

/** Without the query, which may hold a ticket or what somebody searches for. */
function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? '';
}
