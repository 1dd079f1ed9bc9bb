import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DATABASES, type Person, startServer, type TestServer } from '#tests/support/server.ts';

const BYTES = Buffer.from('The quick brown fox jumps over the lazy dog, twice over, and rests.');
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const OCTETS = 'application/offset+octet-stream';

describe.each(DATABASES)('files over HTTP, on %s', (database) => {
  let server: TestServer;
  let maker: Person;
  let other: Person;
  let issue: string;
  let secret: string;
  beforeAll(async () => {
    server = await startServer(database);
    [maker, other] = [await server.person('tester'), await server.person('developer')];
    const { newId } = server.engine.clock;
    const project = newId();
    await server.run('project.create', { id: project, key: 'FILE', name: 'Files' });
    const severity = (await server.admin.get('/api/severities')).body.data[0].id;
    [issue, secret] = [newId(), newId()];
    const fields = { project, severity, title: 'It fails', description: 'So it is.' };
    await server.run('issue.create', { id: issue, ...fields }, maker.id);
    await server.run('issue.create', { id: secret, ...fields, confidential: true }, maker.id);
  });
  afterAll(() => server.close());

  const announce = (client: Person, fields: object = {}, of = issue) =>
    client.post(`/api/issues/${of}/uploads`, {
      name: 'fox.txt',
      mime: 'text/plain',
      size: BYTES.length,
      sha256: sha256(BYTES),
      ...fields,
    });
  const headersOf = (client: Person, more: Record<string, string> = {}) => ({
    authorization: `Bearer ${client.token}`,
    ...more,
  });
  async function append(
    client: Person,
    id: string,
    offset: string | null,
    bytes: Uint8Array,
    type = OCTETS,
  ) {
    const response = await fetch(`${server.url}/api/uploads/${id}`, {
      method: 'PATCH',
      headers: headersOf(client, {
        'content-type': type,
        ...(offset === null ? {} : { 'upload-offset': offset }),
      }),
      body: Buffer.from(bytes),
    });
    const text = await response.text();
    const body = text === '' ? null : JSON.parse(text);
    return { status: response.status, headers: response.headers, body };
  }
  async function attached(fields: object = {}, bytes: Uint8Array = BYTES, of = issue) {
    const announced = { size: bytes.length, sha256: sha256(bytes), ...fields };
    const { id } = (await announce(maker, announced, of)).body.data;
    const { headers } = await append(maker, id, '0', bytes);
    return (headers.get('content-location') ?? '').replace('/api/attachments/', '');
  }
  const content = (client: Person, id: string, more: Record<string, string> = {}) =>
    fetch(`${server.url}/api/attachments/${id}/content`, { headers: headersOf(client, more) });

  test('come in pieces, are checked with the last, and are read as they were', async () => {
    const announced = await announce(maker);
    expect([announced.status, announced.body.data]).toMatchObject([
      201,
      { offset: 0, size: BYTES.length, attachment: null },
    ]);
    const { id } = announced.body.data;
    expect(announced.headers.get('location')).toBe(`/api/uploads/${id}`);
    const first = await append(maker, id, '0', BYTES.subarray(0, 20));
    expect([first.status, first.headers.get('upload-offset')]).toEqual([204, '20']);
    const head = await fetch(`${server.url}/api/uploads/${id}`, {
      method: 'HEAD',
      headers: headersOf(maker),
    });
    expect([head.status, head.headers.get('upload-offset')]).toEqual([200, '20']);
    const last = await append(maker, id, '20', BYTES.subarray(20), 'application/octet-stream');
    expect(last.status).toBe(200);
    const location = last.headers.get('content-location') ?? '';
    const bytes = await fetch(`${server.url}${location}/content`, { headers: headersOf(other) });
    expect(Buffer.from(await bytes.arrayBuffer())).toEqual(BYTES);
    const listed = await other.get(`/api/issues/${issue}/attachments`);
    expect(listed.body.data).toMatchObject([
      {
        name: 'fox.txt',
        mime: 'text/plain',
        size: BYTES.length,
        sha256: sha256(BYTES),
        author: { id: maker.id },
      },
    ]);
    expect((await other.get(`/api/issues/${issue}`)).body.data.attachmentCount).toBe(1);
  });

  test('an empty file is there at once', async () => {
    const none = Buffer.alloc(0);
    const { status, body } = await announce(maker, { size: 0, sha256: sha256(none) });
    expect([status, typeof body.data.attachment]).toEqual([201, 'string']);
    const bytes = await content(maker, body.data.attachment);
    expect([bytes.status, (await bytes.arrayBuffer()).byteLength]).toEqual([200, 0]);
  });

  test('the same announcement under one key is one upload', async () => {
    const body = { name: 'a', mime: 'text/plain', size: 1, sha256: sha256(Buffer.from('a')) };
    const headers = { 'idempotency-key': 'once' };
    const [one, two] = [
      await maker.post(`/api/issues/${issue}/uploads`, body, headers),
      await maker.post(`/api/issues/${issue}/uploads`, body, headers),
    ];
    expect(two.body).toEqual(one.body);
  });

  test.each([
    ['a size over 100 MiB', { size: 100 * 1024 * 1024 + 1 }, 413, 'PAYLOAD_TOO_LARGE'],
    ['a hash that is none', { sha256: 'abc' }, 400, 'VALIDATION'],
    ['a media type that is none', { mime: 'picture' }, 400, 'VALIDATION'],
    ['a name that is none', { name: ' ' }, 400, 'VALIDATION'],
    ['an unknown field', { path: '/etc/passwd' }, 400, 'VALIDATION'],
  ])('refuse %s', async (_what, fields, status, code) => {
    const refused = await announce(maker, fields);
    expect([refused.status, refused.body.error.code]).toEqual([status, code]);
  });

  test('are refused for an issue that is not seen, as for one that is not there', async () => {
    const unseen = await announce(other, {}, secret);
    const missing = await announce(other, {}, server.engine.clock.newId());
    expect([unseen.status, missing.status]).toEqual([404, 404]);
  });

  test('go on where they were left, by their maker alone', async () => {
    const { id } = (await announce(maker)).body.data;
    await append(maker, id, '0', BYTES.subarray(0, 10));
    const wrong = await append(maker, id, '0', BYTES);
    expect([wrong.status, wrong.body.error.details]).toEqual([409, { offset: 10 }]);
    expect((await append(other, id, '10', BYTES.subarray(10))).status).toBe(404);
    const nothing = await maker.patch(`/api/uploads/${id}`, undefined, { 'upload-offset': '10' });
    expect([nothing.status, nothing.headers.get('upload-offset')]).toEqual([204, '10']);
    expect((await append(maker, id, null, BYTES)).body.error).toMatchObject({
      code: 'VALIDATION',
      field: 'upload-offset',
    });
    const foreign = await append(maker, id, '10', BYTES.subarray(10), 'text/plain');
    expect([foreign.status, foreign.body.error.code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    expect((await append(maker, id, '10', BYTES.subarray(10))).status).toBe(200);
  });

  test('a file that is not what was announced is refused, and gone', async () => {
    const { id } = (await announce(maker)).body.data;
    const wrong = await append(maker, id, '0', Buffer.alloc(BYTES.length, 'x'));
    expect([wrong.status, wrong.body.error]).toMatchObject([400, { field: 'sha256' }]);
    expect((await append(maker, id, '0', BYTES)).status).toBe(404);
  });

  test('no call takes or answers for a bare hash', async () => {
    const { newId } = server.engine.clock;
    const args = {
      id: newId(),
      issue,
      name: 'x',
      mime: 'text/plain',
      size: BYTES.length,
      sha256: sha256(BYTES),
    };
    const commands = [{ id: newId(), name: 'attachment.add', args }];
    const refused = await other.post('/api/commands', { commands });
    expect([refused.status, refused.body.error.code]).toEqual([403, 'FORBIDDEN']);
  });

  test.each([
    ['bytes=0-2', 206, 'The', 'bytes 0-2/67'],
    ['bytes=-6', 206, 'rests.', 'bytes 61-66/67'],
    ['bytes=61-', 206, 'rests.', 'bytes 61-66/67'],
    ['bytes=67-', 416, '', 'bytes */67'],
    ['lines=1-2', 200, BYTES.toString(), null],
  ])('a range is read: %s', async (range, status, text, told) => {
    const bytes = await content(other, await attached(), { range });
    expect([bytes.status, await bytes.text(), bytes.headers.get('content-range')]).toEqual([
      status,
      text,
      told,
    ]);
  });

  test.each([
    ['image/png', 'inline'],
    ['text/plain', 'inline'],
    ['video/mp4', 'inline'],
    ['text/html', 'attachment'],
    ['image/svg+xml', 'attachment'],
    ['application/pdf', 'attachment'],
  ])('%s is for a browser: %s', async (mime, disposition) => {
    const id = await attached({ mime, name: 'Grüße "<1>".bin' }, Buffer.from(mime));
    const { headers } = await content(other, id);
    expect(headers.get('content-disposition')).toBe(
      `${disposition}; filename="Gr__e _<1>_.bin"; filename*=UTF-8''Gr%C3%BC%C3%9Fe%20%22%3C1%3E%22.bin`,
    );
    expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('a confidential file is there for those who see its issue alone', async () => {
    const id = await attached({ name: 'secret.txt' }, Buffer.from('secret'), secret);
    expect((await content(maker, id)).status).toBe(200);
    expect((await content(other, id)).status).toBe(404);
    expect((await other.delete(`/api/attachments/${id}`)).status).toBe(404);
    expect((await maker.delete(`/api/attachments/${id}`)).status).toBe(200);
    expect((await content(maker, id)).status).toBe(404);
  });
});
