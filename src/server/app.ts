import { randomBytes } from 'node:crypto';
import Fastify, { type FastifyInstance, type FastifyRequest, LogController } from 'fastify';
import { Gauge } from 'prom-client';
import { attachBy } from '#engine/blobs/attach.ts';
import { openBlobs } from '#engine/blobs/open-blobs.ts';
import { Uploads } from '#engine/blobs/uploads.ts';
import type { Engine } from '#engine/engine.ts';
import { LiveHub } from '#engine/live/hub.ts';
import type { Caller } from './auth/caller.ts';
import { Guards } from './auth/guards.ts';
import { Tokens } from './auth/tokens.ts';
import type { Config } from './config.ts';
import { answerClientError } from './http/client-error.ts';
import { BODY_LIMIT } from './http/define-route.ts';
import { addDoor } from './http/door.ts';
import { readJson } from './http/json-body.ts';
import { type LogStream, logAnswers, logOptions } from './http/log.ts';
import { JSON_TYPE } from './http/media-type.ts';
import { makeMetrics } from './http/metrics.ts';
import { mountRoutes } from './http/mount.ts';
import { NO_SUCH_ROUTE, Refused, tellProblem } from './http/problems.ts';
import { Seal } from './http/seal.ts';
import { addSecurityHeaders } from './http/security.ts';
import { finishedRefusal, send } from './http/send.ts';
import { closeUnusedConnections } from './http/unused-connections.ts';
import { Turns } from './rest/turns.ts';
import { routesOf } from './routes.ts';
import type { Services } from './services.ts';
import { keepTidy } from './tidy.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** null: nobody is signed in. Set before any route runs. */
    caller: Caller | null;
  }
}

export interface AppOptions {
  readonly config: Config;
  readonly engine: Engine;
  /** What access tokens are signed with, and cursors sealed; at least 32 bytes. */
  readonly secret: Uint8Array;
  /** Standard output unless told. */
  readonly logStream?: LogStream;
  readonly checksAnswers?: boolean;
}

const REQUEST_ID_BYTES = 9;

/** The HTTP application, not yet listening. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { config, engine } = options;
  const app = Fastify({
    logger: logOptions(config, options.logStream),
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: trustOf(config),
    bodyLimit: BODY_LIMIT,
    requestIdHeader: false,
    genReqId: () => randomBytes(REQUEST_ID_BYTES).toString('base64url'),
    return503OnClosing: false,
    // Routes read the query themselves, so that what is wrong with it can be said.
    routerOptions: { querystringParser: () => ({}) },
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, request, reply) => void tellProblem(error, request, reply),
  });
  const { store, clock } = engine;
  const blobs = await openBlobs(config.blobs);
  const live = new LiveHub(engine, {
    onError: (error) => app.log.warn({ error }, 'live updates are late'),
  });
  const services: Services = {
    config,
    engine,
    blobs,
    uploads: new Uploads({ store, blobs, clock, attach: attachBy(engine) }),
    live,
    streams: new Set(),
    tokens: new Tokens({ ...config, secret: options.secret, clock: engine.clock }),
    guards: new Guards(engine.clock),
    turns: new Turns(),
    cursorSeal: new Seal(options.secret, 'cursors'),
    log: app.log,
    metrics: makeMetrics(app),
    onStop: (finish) => void app.addHook('preClose', finish),
    checksAnswers: options.checksAnswers ?? false,
  };

  app.decorateRequest('caller', null);
  app.setErrorHandler(tellProblem);
  app.setNotFoundHandler((_request, reply) => send(reply, finishedRefusal(NO_SUCH_ROUTE)));
  readJsonBodies(app);
  logAnswers(app);
  closeUnusedConnections(app);
  await addSecurityHeaders(app, config);
  addDoor(app, services);
  runLive(app, services);
  app.addHook('preClose', keepTidy(services));
  mountRoutes(app, routesOf(config), services);
  return app;
}

/** Live queries hear of every commit, here and elsewhere; streams say goodbye before the server stops. */
function runLive(app: FastifyInstance, { engine, live, streams, metrics }: Services): void {
  new Gauge({
    name: 'katydid_live_streams',
    help: 'Open live streams.',
    registers: [metrics],
    collect() {
      this.set(streams.size);
    },
  });
  const stopListening = engine.store.onPoke(() => live.poke());
  app.addHook('preClose', async () => {
    stopListening();
    for (const end of [...streams]) end('closing');
    await live.close();
  });
}

function readJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    JSON_TYPE,
    { parseAs: 'buffer' },
    async (_request: FastifyRequest, bytes: Buffer) => {
      const json = readJson(bytes);
      if (json.ok) return json.value;
      throw new Refused(json.error);
    },
  );
}

function trustOf({ trustProxy }: Config) {
  if (typeof trustProxy !== 'number') return trustProxy === false ? false : [...trustProxy];
  // The nearest proxies, counted from here.
  return (_address: string, hop: number) => hop < trustProxy;
}
