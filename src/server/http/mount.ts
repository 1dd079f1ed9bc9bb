import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import { rejection } from '#domain/rejection.ts';
import { namesUnseen } from '#engine/queries/names-unseen.ts';
import { askerOf, type Services } from '../services.ts';
import { checkedAnswer } from './checked-answer.ts';
import type { RawRoute } from './define-raw-route.ts';
import type { JsonRoute } from './define-route.ts';
import {
  answerOnce,
  derivedId,
  type RepeatableRequest,
  readIdempotencyKey,
} from './idempotency.ts';
import { readIfMatch } from './if-match.ts';
import { JSON_TYPE, refuseMediaType } from './media-type.ts';
import { Refused, recorded } from './problems.ts';
import type { IncomingRequest } from './route-parts.ts';
import { type Finished, finishedAnswer, finishedRefusal, send } from './send.ts';

export type Route = JsonRoute | RawRoute;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Neither counted nor held back while the server is not ready. */
    readonly probe?: boolean;
  }
}

/**
 * Puts routes into the application. Whatever other method their paths are asked with is answered 405
 * with the methods that there are.
 */
export function mountRoutes(
  app: FastifyInstance,
  routes: readonly Route[],
  services: Services,
): void {
  const taken = new Set(routes.flatMap((route) => (route.kind === 'raw' ? route.takes : [])));
  // JSON is read everywhere.
  taken.delete(JSON_TYPE);
  for (const type of taken) {
    app.addContentTypeParser(type, (_request, payload, done) => done(null, payload));
  }
  for (const route of routes) mountRoute(app, route, services);
  for (const [path, methods] of methodsByPath(routes)) refuseOthers(app, path, methods);
}

function mountRoute(app: FastifyInstance, route: Route, services: Services): void {
  const takes = route.kind === 'json' ? [JSON_TYPE] : route.takes;
  app.route({
    method: route.method,
    url: route.path,
    exposeHeadRoute: hasHead(route),
    config: { probe: route.probe },
    bodyLimit: route.bodyLimit,
    ...(route.kind === 'raw'
      ? {
          errorHandler: (error: unknown, request: FastifyRequest, reply: FastifyReply) =>
            void send(reply, route.refuse(recorded(error, request))),
        }
      : {}),
    // Who is it comes before what the body holds (spec: Order of checks).
    onRequest: async (request) => {
      if (route.auth === 'caller' && request.caller === null) throw new Refused(SIGN_IN);
      refuseMediaType(request, takes);
    },
    handler: (request, reply) =>
      route.kind === 'json'
        ? answerJson(route, services, request, reply)
        : answerRaw(route, services, request, reply),
  });
}

const hasHead = (route: Route) => route.kind === 'json' && route.method === 'GET';

async function answerJson(
  route: JsonRoute,
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { engine } = services;
  const repeatable = repeatableOf(route, request);
  const run = async () => finish(route, services, incomingOf(request, services, repeatable));
  if (repeatable === null || request.caller === null) return send(reply, await run());
  const asker = askerOf(services, request.caller);
  const isUnseen = (names: readonly string[]) => namesUnseen(names, asker);
  const finished = await answerOnce(engine, repeatable, isUnseen, run);
  return send(reply, 'conflict' in finished ? finishedRefusal(KEY_TAKEN) : finished);
}

async function answerRaw(
  route: RawRoute,
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const incoming = incomingOf(request, services, null);
  const refused = await route.handle(incoming, { request, reply }, services);
  return refused ? send(reply, route.refuse(refused.error)) : reply;
}

async function finish(
  route: JsonRoute,
  services: Services,
  incoming: IncomingRequest,
): Promise<Finished> {
  const result = await route.handle(incoming, services);
  if (!result.ok) return finishedRefusal(result.error);
  return finishedAnswer(checkedAnswer(route, result, services), route.status);
}

function repeatableOf(route: JsonRoute, request: FastifyRequest): RepeatableRequest | null {
  if (!route.idempotent || request.caller === null) return null;
  const name = `${route.method} ${route.path}`;
  const header = request.headers['idempotency-key'];
  const { user } = request.caller;
  const read = readIdempotencyKey(header, user.id, name, {
    url: urlOf(request),
    body: request.body,
  });
  if (!read.ok) throw new Refused(read.error);
  return read.value;
}

function incomingOf(
  request: FastifyRequest,
  { engine }: Services,
  repeatable: RepeatableRequest | null,
): IncomingRequest {
  const ifMatch = readIfMatch(request.headers['if-match']);
  if (!ifMatch.ok) throw new Refused(ifMatch.error);
  const url = urlOf(request);
  return {
    params: request.params,
    query: url.includes('?') ? url.slice(url.indexOf('?') + 1) : '',
    body: request.body,
    caller: request.caller,
    context: {
      url,
      address: request.ip,
      ifMatch: ifMatch.value,
      isRepeatable: repeatable !== null,
      newId: (name) => (repeatable ? derivedId(repeatable, name) : engine.clock.newId()),
    },
  };
}

function urlOf(request: FastifyRequest): string {
  return request.raw.url ?? '/';
}

const SIGN_IN = rejection(
  'UNAUTHENTICATED',
  'Sign in first: send the access token of POST /api/auth/login as “Authorization: Bearer …”, and renew one that has ended with POST /api/auth/refresh.',
);

const KEY_TAKEN = rejection(
  'CONFLICT',
  'This Idempotency-Key was used for another request. Send this one under a new key.',
  { field: 'idempotency-key' },
);

function methodsByPath(routes: readonly Route[]): ReadonlyMap<string, readonly string[]> {
  const byPath = new Map<string, string[]>();
  for (const route of routes) {
    const methods = hasHead(route) ? [route.method, 'HEAD'] : [route.method];
    byPath.set(route.path, [...(byPath.get(route.path) ?? []), ...methods]);
  }
  return byPath;
}

function refuseOthers(app: FastifyInstance, path: string, methods: readonly string[]): void {
  const others = app.supportedMethods.filter((method) => !methods.includes(method));
  const allow = methods.join(', ');
  const refusal = finishedRefusal(
    rejection('METHOD_NOT_ALLOWED', `This address takes ${allow} alone.`),
    { headers: { allow } },
  );
  app.route({
    method: others as HTTPMethods[],
    url: path,
    // Before the body is read, whatever it is.
    onRequest: async (_request, reply) => send(reply, refusal),
    handler: async (_request, reply) => reply,
  });
}
