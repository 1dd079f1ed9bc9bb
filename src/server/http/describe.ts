import { productVersion } from '../product.ts';
import { defineRawRoute } from './define-raw-route.ts';
import type { Route } from './mount.ts';
import { openApiOf } from './openapi.ts';

/** The route that describes these routes, and itself. */
export function describingRoute(routes: readonly Route[]): Route {
  let document: string | undefined;
  const route: Route = defineRawRoute({
    method: 'GET',
    path: '/openapi.json',
    summary: 'This interface as an OpenAPI 3.1 document',
    tag: 'Description',
    auth: 'anyone',
    answers: { 200: { description: 'The document', type: 'application/json' } },
    run: async (_request, { reply }) => {
      document ??= JSON.stringify(openApiOf([...routes, route], productVersion()));
      reply.type('application/json; charset=utf-8').send(document);
      return undefined;
    },
  });
  return route;
}
