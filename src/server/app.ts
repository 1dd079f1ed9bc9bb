import { randomBytes } from 'node:crypto';
import Fastify, { type FastifyInstance, type FastifyRequest, LogController } from 'fastify';
import type { Engine } from '#engine/engine.ts';
import type { Caller } from './auth/caller.ts';
import { identify } from './auth/identify.ts';
import { Tokens } from './auth/tokens.ts';
import type { Config } from './config.ts';
import { BODY_LIMIT } from './http/define-route.ts';
import { readJson } from './http/json-body.ts';
import { mountRoutes } from './http/mount.ts';
import { noSuchRoute, Refused, tellProblem } from './http/problems.ts';
import { finishedRefusal, send } from './http/send.ts';
import { ROUTES } from './routes.ts';
import type { Services } from './services.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** null: nobody is signed in. Set before any route runs. */
    caller: Caller | null;
  }
}

export interface AppOptions {
  readonly config: Config;
  readonly engine: Engine;
  /** What access tokens are signed with; at least 32 bytes. */
  readonly secret: Uint8Array;
  readonly checksAnswers?: boolean;
}

const ID_BYTES = 9;

/** The HTTP application, not yet listening. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { config, engine } = options;
  const app = Fastify({
    logger: { level: config.logLevel },
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    requestIdHeader: false,
    genReqId: () => randomBytes(ID_BYTES).toString('base64url'),
    // Routes read the query themselves, so that what is wrong with it can be said.
    routerOptions: { querystringParser: () => ({}) },
    frameworkErrors: (error, request, reply) => void tellProblem(error, request, reply),
  });
  const services: Services = {
    config,
    engine,
    tokens: new Tokens({ ...config, secret: options.secret, clock: engine.clock }),
    log: app.log,
    checksAnswers: options.checksAnswers ?? false,
  };

  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (_request: FastifyRequest, bytes: Buffer) => {
      const json = readJson(bytes);
      if (json.ok) return json.value;
      throw new Refused(json.error);
    },
  );
  app.decorateRequest('caller', null);
  app.addHook('onRequest', async (request) => {
    request.caller = await identify(request, services);
  });
  app.setErrorHandler(tellProblem);
  app.setNotFoundHandler((_request, reply) => send(reply, finishedRefusal(noSuchRoute)));
  mountRoutes(app, ROUTES, services);
  return app;
}
