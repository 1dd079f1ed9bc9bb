import { connect } from 'node:net';
import fc from 'fast-check';

/** Bytes that no HTTP client sends. */
export interface RawRequest {
  readonly bytes: Buffer;
  /** Half a request: the sender closes its side at once, since nothing is answered before. */
  readonly hangsUp: boolean;
}

const GET = 'GET /healthz HTTP/1.1\r\nHost: a\r\n';
const POST = 'POST /api/issues HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n';

const refused = [
  'GET\r\n\r\n',
  '\0\0\0\0\r\n\r\n',
  'BREW /pot HTTP/1.1\r\nHost: a\r\n\r\n',
  'get /healthz HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET /healthz HTTP/9.9\r\nHost: a\r\n\r\n',
  'GET /healthz HTTP/1.1\r\n\r\n',
  'GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n',
  'GET /health\0z HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET http://[::1 HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
  'OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
  'CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET //../.. HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
  `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
  `${GET}X: ${'a'.repeat(20_000)}\r\n\r\n`,
  `${GET}X: a\0b\r\n\r\n`,
  `${GET}: empty\r\n\r\n`,
  `${GET}no colon\r\n\r\n`,
  `${GET} folded: a\r\n\r\n`,
  `${GET}Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n`,
  `${GET}Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AA\r\n\r\n`,
  `${GET}Expect: the unexpected\r\nConnection: close\r\n\r\n`,
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  `${POST}Content-Length: -1\r\n\r\n`,
  `${POST}Content-Length: 1e3\r\n\r\n`,
  `${POST}Content-Length: 99999999999999999999\r\n\r\n`,
  `${POST}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
  `${POST}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}`,
  `${POST}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`,
  `${POST}Transfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n`,
  `${POST}Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n{}`,
  `${POST}Transfer-Encoding: chunked\r\n\r\n2\r\n{}too much\r\n0\r\n\r\n`,
  `${POST}Transfer-Encoding: gzip\r\n\r\n{}`,
  `${POST}Content-Length: 2\r\n\r\n{}GARBAGE\r\n\r\n`,
  `${GET}\r\n${GET}\r\nGARBAGE\r\n\r\n`,
  `${GET}\r\n`.repeat(50) + '\0',
];

/** Bytes that end too early wherever they are cut. */
const whole = [
  `${GET}\r\n`,
  `${POST}Content-Length: 100\r\n\r\n{"title":"Half`,
  `${POST}Transfer-Encoding: chunked\r\n\r\n5\r\n{"a":\r\n`,
  `${POST}Content-Length: 0\r\nExpect: 100-continue\r\n\r\n`,
];

export const rawRequest: fc.Arbitrary<RawRequest> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .constantFrom(...refused)
      .map((text) => ({ bytes: Buffer.from(text, 'latin1'), hangsUp: false })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...whole), fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([text, share]) => ({
        bytes: Buffer.from(text.slice(0, Math.ceil(text.length * share)), 'latin1'),
        hangsUp: true,
      })),
  },
  {
    weight: 1,
    arbitrary: fc
      .uint8Array({ minLength: 1, maxLength: 200 })
      .map((random) => ({ bytes: Buffer.from(random), hangsUp: true })),
  },
);

/**
 * Everything that comes back until the connection is closed; the sender closes it on the first answer.
 * @throws where it stays open
 */
export function sendRaw(
  url: string,
  { bytes, hangsUp }: RawRequest,
  patienceMs: number,
): Promise<string> {
  const { hostname, port } = new URL(url);
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let text = '';
  const socket = connect(Number(port), hostname);
  socket.setEncoding('latin1');
  socket.setTimeout(patienceMs, () => {
    socket.destroy();
    reject(
      new Error(`No answer within ${patienceMs} ms: ${JSON.stringify(bytes.toString('latin1'))}`),
    );
  });
  socket.on('data', (part) => {
    text += part;
    socket.end();
  });
  // The server may cut off what it does not take.
  socket.on('error', () => undefined);
  socket.on('close', () => resolve(text));
  if (hangsUp) socket.end(bytes);
  else socket.write(bytes);
  return promise;
}
