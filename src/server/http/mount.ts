import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import { rejection } from '#domain/rejection.ts';
import type { Services } from '../services.ts';
import { checkedAnswer } from './checked-answer.ts';
import type { Route } from './define-route.ts';
import { readIfMatch } from './if-match.ts';
import { finishedAnswer, finishedRefusal, send } from './send.ts';

/**
 * Puts routes into the application. Whatever other method their paths are asked with is answered 405
 * with the methods that there are.
 */
export function mountRoutes(
  app: FastifyInstance,
  routes: readonly Route[],
  services: Services,
): void {
  for (const route of routes) mountRoute(app, route, services);
  for (const [path, methods] of methodsByPath(routes)) refuseOthers(app, path, methods);
}

function mountRoute(app: FastifyInstance, route: Route, services: Services): void {
  app.route({
    method: route.method,
    url: route.path,
    bodyLimit: route.bodyLimit,
    onRequest: async (request, reply) => {
      if (route.auth === 'caller' && request.caller === null) return refuseNobody(reply);
    },
    handler: (request, reply) => answerRoute(route, services, request, reply),
  });
}

async function answerRoute(
  route: Route,
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const ifMatch = readIfMatch(request.headers['if-match']);
  if (!ifMatch.ok) return send(reply, finishedRefusal(ifMatch.error));
  const url = request.raw.url ?? '/';
  const result = await route.handle(
    {
      params: request.params,
      query: queryOf(url),
      body: request.body,
      caller: request.caller,
      context: {
        url,
        address: request.ip,
        ifMatch: ifMatch.value,
        newId: () => services.engine.clock.newId(),
      },
    },
    services,
  );
  if (!result.ok) return send(reply, finishedRefusal(result.error));
  return send(reply, finishedAnswer(checkedAnswer(route, result, services), route.status));
}

function refuseNobody(reply: FastifyReply): FastifyReply {
  return send(
    reply,
    finishedRefusal(rejection('UNAUTHENTICATED', SIGN_IN), {
      headers: { 'www-authenticate': 'Bearer' },
    }),
  );
}

const SIGN_IN =
  'Sign in first: send the access token of POST /api/auth/login as “Authorization: Bearer …”. One that has ended is renewed with POST /api/auth/refresh.';

function queryOf(url: string): string {
  const at = url.indexOf('?');
  return at === -1 ? '' : url.slice(at + 1);
}

function methodsByPath(routes: readonly Route[]): ReadonlyMap<string, readonly string[]> {
  const byPath = new Map<string, string[]>();
  for (const { path, method } of routes) byPath.set(path, [...(byPath.get(path) ?? []), method]);
  return byPath;
}

function refuseOthers(app: FastifyInstance, path: string, methods: readonly string[]): void {
  const allowed = methods.includes('GET') ? [...methods, 'HEAD'] : methods;
  const others = app.supportedMethods.filter((method) => !allowed.includes(method));
  const allow = allowed.join(', ');
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
