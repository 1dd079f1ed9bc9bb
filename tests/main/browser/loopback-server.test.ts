import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type LoopbackServer, startLoopbackServer } from '#main/browser/loopback-server.ts';
import { type Host, startHost } from '#main/host.ts';
import { RESOURCES, scratchFolder } from '#tests/support/engine.ts';

let folder: string;
let host: Host;
let server: LoopbackServer;
let cookie: string;

beforeAll(async () => {
  folder = scratchFolder();
  const pages = join(folder, 'pages');
  mkdirSync(pages);
  writeFileSync(join(pages, 'index.html'), '<!doctype html><title>Katydid</title>');
  writeFileSync(join(folder, 'secret.json'), '{}');
  host = await startHost({ folder: join(folder, 'ws'), shell: 'browser', resources: RESOURCES });
  server = await startLoopbackServer({ host, interfaceFolder: pages, port: 0 });
  cookie = await enter(server);
});
afterAll(async () => {
  await server.close();
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

function get(
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
  { port } = server,
  body?: string,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
      let text = '';
      answer.on('data', (part) => {
        text += part;
      });
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }),
      );
    });
    call.on('error', reject);
    call.end(body);
  });
}

async function enter(at: LoopbackServer): Promise<string> {
  const url = new URL(at.link());
  const { headers } = await get(url.pathname + url.search, {}, 'GET', at);
  return String(headers['set-cookie']?.[0]).split(';')[0] ?? '';
}

describe('the link', () => {
  test('works once, and gives a cookie that scripts and other sites never see', async () => {
    const url = new URL(server.link());
    const first = await get(url.pathname + url.search);
    expect(first.status).toBe(303);
    expect(first.headers['set-cookie']?.[0]).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/);
    expect(first.headers['set-cookie']?.[0]).toContain(`katydid_${server.port}=`);
    expect((await get(url.pathname + url.search)).status).toBe(403);
  });

  test('leads whoever is in already to the application', async () => {
    const { status, headers } = await get('/?t=used', { cookie });
    expect(status).toBe(303);
    expect(headers.location).toBe('/');
    expect(headers['set-cookie']).toBeUndefined();
  });

  test.each(['', 'x', 'A'.repeat(43)])('a guessed token is refused: “%s”', async (token) => {
    const { status, headers } = await get(`/?t=${token}`);
    expect(status).toBe(403);
    expect(headers['set-cookie']).toBeUndefined();
  });
});

describe('a page', () => {
  test('comes with the cookie, under a policy that loads nothing from elsewhere', async () => {
    const { status, headers, body } = await get('/', { cookie });
    expect(status).toBe(200);
    expect(body).toContain('Katydid');
    expect(headers).toMatchObject({
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });

  test('is refused without the cookie', async () => {
    expect((await get('/')).status).toBe(401);
    expect((await get('/', { cookie: `katydid_${server.port}=guess` })).status).toBe(401);
  });

  test.each(['localhost', 'evil.example', '127.0.0.1', '127.0.0.1:1'])(
    'is refused under the name %s (DNS rebinding)',
    async (name) => {
      expect((await get('/', { cookie, host: name })).status).toBe(421);
    },
  );

  test.each([
    '/../secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/%00',
    '/%',
    '/nothing.js',
    '/ws/katydid.sqlite',
  ])('%s leads nowhere', async (path) => {
    expect((await get(path, { cookie })).status).toBe(404);
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s is not answered', async (method) => {
    expect((await get('/', { cookie }, method)).status).toBe(405);
  });
});

function open(
  headers: Record<string, string>,
  path = '/ws',
  { port } = server,
): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket));
    socket.once('error', reject);
  });
}
function ask(socket: WebSocket, message: unknown): Promise<unknown> {
  const text = typeof message === 'string' ? message : JSON.stringify(message);
  return new Promise((resolve) => {
    socket.once('message', (answer) => resolve(JSON.parse(String(answer))));
    socket.once('close', (code) => resolve({ closed: code }));
    socket.send(text);
  });
}

describe('the socket', () => {
  const origin = () => `http://127.0.0.1:${server.port}`;

  test('answers calls', async () => {
    const socket = await open({ cookie, origin: origin() });
    expect(await ask(socket, { n: 7, name: 'session.get', input: {} })).toMatchObject({
      n: 7,
      result: { ok: true, value: { shell: 'browser', workspace: null } },
    });
    socket.close();
  });

  test.each([
    ['no cookie', () => ({ origin: origin() })],
    ['another origin on this machine', () => ({ cookie, origin: 'http://127.0.0.1:1' })],
    ['a foreign origin', () => ({ cookie, origin: 'https://evil.example' })],
    ['no origin', () => ({ cookie })],
    ['another name', () => ({ cookie, origin: origin(), host: 'evil.example' })],
  ])('is refused with %s', async (_how, headers) => {
    await expect(open(headers() as Record<string, string>)).rejects.toThrow('403');
  });

  test('is refused at another path', async () => {
    await expect(open({ cookie, origin: origin() }, '/other')).rejects.toThrow('403');
  });

  test.each([
    ['an unknown call', { n: 1, name: 'nope', input: {} }],
    ['a name of Object', { n: 1, name: 'constructor', input: {} }],
    ['no name', { n: 1 }],
  ])('refuses %s', async (_what, message) => {
    const socket = await open({ cookie, origin: origin() });
    expect(await ask(socket, message)).toMatchObject({
      n: 1,
      result: { error: { code: 'NOT_FOUND' } },
    });
    socket.close();
  });

  test.each(['not json', '[]', 'null', '{"n":"1"}'])('closes on %s', async (text) => {
    const socket = await open({ cookie, origin: origin() });
    expect(await ask(socket, text)).toEqual({ closed: 1003 });
  });

  test('tells every window what changed', async () => {
    const [one, two] = await Promise.all([
      open({ cookie, origin: origin() }),
      open({ cookie, origin: origin() }),
    ]);
    const told = new Promise((resolve) => {
      two?.on('message', (text) => {
        const message = JSON.parse(String(text)) as { feed?: unknown };
        if (message.feed) resolve(message.feed);
      });
    });
    one?.send(
      JSON.stringify({ n: 1, name: 'workspace.start', input: { name: 'Ana', start: 'empty' } }),
    );
    expect(await told).toMatchObject({ kind: 'changed', issues: [] });
    one?.close();
    two?.close();
  });
});

describe('a call of a page that goes away', () => {
  const origin = () => `http://127.0.0.1:${server.port}`;
  const session = JSON.stringify({ n: 3, name: 'session.get', input: {} });
  const say = (headers: Record<string, string>, body: string) =>
    get('/call', headers, 'POST', server, body);

  test('is answered', async () => {
    const { status, body } = await say({ cookie, origin: origin() }, session);
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ n: 3, result: { ok: true } });
  });

  test.each([
    ['no cookie', () => ({ origin: origin() }), 403],
    ['another origin on this machine', () => ({ cookie, origin: 'http://127.0.0.1:1' }), 403],
    ['no origin', () => ({ cookie }), 403],
    ['another name', () => ({ cookie, origin: origin(), host: 'evil.example' }), 421],
  ])('is refused with %s', async (_how, headers, refused) => {
    const { status } = await say(headers() as Record<string, string>, session);
    expect(status).toBe(refused);
  });

  test.each([
    ['not JSON', 'not json'],
    ['no call', '[]'],
    ['more than a browser sends', JSON.stringify({ n: 1, name: 'x'.repeat(70_000), input: {} })],
  ])('is refused where it is %s', async (_what, text) => {
    expect((await say({ cookie, origin: origin() }, text)).status).toBe(400);
  });
});

describe('when it closes', () => {
  const KEY = 'new-issue';
  let closing: LoopbackServer;
  let page: WebSocket;

  beforeEach(async () => {
    await host.call('workspace.start', { name: 'Ana', start: 'empty' });
    await host.call('draft.set', { key: KEY, value: null });
    closing = await startLoopbackServer({ host, interfaceFolder: folder, port: 0 });
    const origin = `http://127.0.0.1:${closing.port}`;
    page = await open({ cookie: await enter(closing), origin }, '/ws', closing);
  });
  const say = (value: string) =>
    page.send(JSON.stringify({ n: 1, name: 'draft.set', input: { key: KEY, value } }));
  const kept = () => host.call('draft.get', { key: KEY });

  test('a page is asked for what it still holds, and has it answered', async () => {
    const heard: unknown[] = [];
    page.on('message', (text) => {
      const message = JSON.parse(String(text)) as { feed?: { kind: string }; n?: number };
      heard.push(message);
      if (message.feed?.kind === 'closing') say('the last words');
      if (message.n === 1) page.close();
    });
    await closing.close();
    expect(heard).toEqual([
      { feed: { kind: 'closing' } },
      { n: 1, result: { ok: true, value: null } },
    ]);
    expect(await kept()).toMatchObject({ value: { value: 'the last words' } });
  });

  test('what a page said as it went away is done', async () => {
    say('said in passing');
    page.close();
    await closing.close();
    expect(await kept()).toMatchObject({ value: { value: 'said in passing' } });
  });

  test('a page that does not answer is left', async () => {
    const left = new Promise((resolve) => page.once('close', resolve));
    await closing.close();
    await left;
    expect(page.readyState).toBe(WebSocket.CLOSED);
  });
});
