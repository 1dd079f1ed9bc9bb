import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { defineRawRoute } from '../http/define-raw-route.ts';
import type { Route } from '../http/mount.ts';

/**
 * Nothing comes from the network, and no script stands in the page; the editor writes styles of its
 * own into it, and works in workers of this server.
 */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
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
    <title>Katydid: GraphQL</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/docs/graphiql/page.css">
    <link rel="stylesheet" href="/docs/graphiql/graphiql.css">
    <script src="/docs/graphiql/workers.js" defer></script>
    <script src="/docs/graphiql/graphiql.js" defer></script>
    <script src="/docs/graphiql/start.js" defer></script>
  </head>
  <body class="no-focus-outline"><main id="root"></main></body>
</html>
`;

const PAGE_STYLE = 'html, body, #root { height: 100%; margin: 0; }';

const WORKERS = `self.MonacoEnvironment = {
  globalAPI: false,
  getWorkerUrl: (_module, label) => '/docs/graphiql/' + label + '.worker.js',
};
`;

const FIRST_QUERY = `# Put the access token of POST /api/auth/login into the headers below,
# then fetch the schema anew (the arrows at the left).
{
  issues(q: "is:open", first: 10) {
    totalCount
    nodes { key title assignee { name } }
  }
}
`;

const START = `YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), ${JSON.stringify({
  title: 'Katydid: GraphQL',
  endpoint: '/graphql',
  defaultQuery: FIRST_QUERY,
  headers: JSON.stringify({ authorization: 'Bearer …' }, null, 2),
  credentials: 'omit',
})});
`;

const JAVASCRIPT = 'text/javascript; charset=utf-8';
const CSS = 'text/css; charset=utf-8';

/** What the package holds, as texts. */
const bundle = z.object({
  css: z.string(),
  js: z.string(),
  editorWorkerService: z.string(),
  graphqlWorker: z.string(),
  jsonWorker: z.string(),
});
type Bundle = z.output<typeof bundle>;

/** Read once somebody asks: it is nine megabytes. */
let reading: Promise<Bundle> | null = null;

function readBundle(): Promise<Bundle> {
  reading ??= (async () => {
    const entry = createRequire(import.meta.url).resolve('@graphql-yoga/render-graphiql');
    const file = join(dirname(entry), '..', 'esm', 'graphiql.js');
    return bundle.parse({ ...(await import(pathToFileURL(file).href)) });
  })();
  return reading;
}

const OWN: Readonly<Record<string, readonly [type: string, text: string]>> = {
  'page.css': [CSS, PAGE_STYLE],
  'workers.js': [JAVASCRIPT, WORKERS],
  'start.js': [JAVASCRIPT, START],
};
const OF_BUNDLE: Readonly<Record<string, readonly [type: string, part: keyof Bundle]>> = {
  'graphiql.css': [CSS, 'css'],
  'graphiql.js': [JAVASCRIPT, 'js'],
  'editorWorkerService.worker.js': [JAVASCRIPT, 'editorWorkerService'],
  'graphql.worker.js': [JAVASCRIPT, 'graphqlWorker'],
  'json.worker.js': [JAVASCRIPT, 'jsonWorker'],
};

/** A page to read and try GraphQL, beside that of REST. */
export const GRAPHIQL_ROUTES: readonly Route[] = [
  defineRawRoute({
    method: 'GET',
    path: '/docs/graphiql',
    summary: 'GraphiQL',
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
    path: '/docs/graphiql/:file',
    summary: 'A part of GraphiQL',
    tag: 'Description',
    auth: 'anyone',
    params: { file: z.enum([...Object.keys(OWN), ...Object.keys(OF_BUNDLE)]) },
    answers: { 200: { description: 'The file' } },
    run: async ({ params: { file } }, { reply }) => {
      const [type, text] = await partOf(file);
      // A worker has a policy of its own.
      reply
        .header('content-security-policy', PAGE_POLICY)
        .header('cache-control', 'public, max-age=3600')
        .type(type)
        .send(text);
      return undefined;
    },
  }),
];

async function partOf(file: string): Promise<readonly [type: string, text: string]> {
  const own = OWN[file];
  if (own) return own;
  const [type, part] = OF_BUNDLE[file] ?? [];
  if (type === undefined || part === undefined) throw new Error(`${file} is no part of GraphiQL.`);
  return [type, (await readBundle())[part]];
}
