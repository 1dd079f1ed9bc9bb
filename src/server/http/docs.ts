import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { defineRawRoute } from './define-raw-route.ts';
import type { Route } from './mount.ts';

/** Nothing comes from the network, nothing inline runs; only this server may be asked. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Katydid: REST interface</title>
    <link rel="stylesheet" href="/docs/swagger-ui.css">
    <link rel="icon" type="image/png" href="/docs/favicon-32x32.png">
    <script src="/docs/swagger-ui-bundle.js" defer></script>
    <script src="/docs/start.js" defer></script>
  </head>
  <body><main id="docs"></main></body>
</html>
`;

const START = `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#docs',
  deepLinking: true,
  tryItOutEnabled: true,
  displayRequestDuration: true,
  docExpansion: 'list',
  validatorUrl: null,
});
`;

const JAVASCRIPT = 'text/javascript; charset=utf-8';
/** What Swagger UI brings, and nothing else of its folder. */
const ASSETS: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': JAVASCRIPT,
  'favicon-32x32.png': 'image/png',
};

const folder = join(
  dirname(createRequire(import.meta.url).resolve('@fastify/swagger-ui/package.json')),
  'static',
);

/** A page to read and try the REST interface. */
export const DOCS_ROUTES: readonly Route[] = [
  defineRawRoute({
    method: 'GET',
    path: '/docs',
    summary: 'This page',
    tag: 'Description',
    auth: 'anyone',
    answers: { 200: { description: 'The page', type: 'text/html' } },
    run: async (_request, { reply }) => {
      reply
        .header('content-security-policy', PAGE_POLICY)
        .type('text/html; charset=utf-8')
        .send(PAGE);
      return undefined;
    },
  }),
  defineRawRoute({
    method: 'GET',
    path: '/docs/:file',
    summary: 'A part of this page',
    tag: 'Description',
    auth: 'anyone',
    params: { file: z.enum(['start.js', ...Object.keys(ASSETS)]) },
    answers: { 200: { description: 'The file' } },
    run: async ({ params: { file } }, { reply }) => {
      const type = ASSETS[file];
      const content = type === undefined ? START : await readFile(join(folder, file));
      reply
        .header('cache-control', 'public, max-age=3600')
        .type(type ?? JAVASCRIPT)
        .send(content);
      return undefined;
    },
  }),
];
