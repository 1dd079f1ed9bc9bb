import type { Socket } from 'node:net';
import { type Rejection, rejection } from '#domain/rejection.ts';
import { badEnvelope } from './envelope.ts';

/** What Node refuses before there is a request: status, its words, and ours. */
const PROBLEMS: Readonly<Record<string, readonly [number, string, Rejection]>> = {
  HPE_HEADER_OVERFLOW: [
    431,
    'Request Header Fields Too Large',
    rejection('PAYLOAD_TOO_LARGE', 'The headers are too large: at most 16 KiB in all.'),
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [
    408,
    'Request Timeout',
    rejection('VALIDATION', 'The request took too long to arrive. Send it again.'),
  ],
};
const MALFORMED = [
  400,
  'Bad Request',
  rejection('VALIDATION', 'This is not HTTP as it can be read here. Check the request.'),
] as const;

/** Answers what is no request with the envelope too, then hangs up. */
export function answerClientError(error: Error & { readonly code?: string }, socket: Socket): void {
  // Whoever has hung up, or has been answered in part, gets no more.
  if (error.code === 'ECONNRESET' || !socket.writable || socket.bytesWritten > 0) {
    socket.destroy();
    return;
  }
  const [status, reason, refusal] = PROBLEMS[error.code ?? ''] ?? MALFORMED;
  const body = JSON.stringify(badEnvelope(refusal, status));
  socket.end(
    [
      `HTTP/1.1 ${status} ${reason}`,
      'Content-Type: application/json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Cache-Control: no-store',
      'X-Content-Type-Options: nosniff',
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}
