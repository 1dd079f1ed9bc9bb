import type { IncomingMessage } from 'node:http';

/** What a browser still sends for a page that is gone is at most this long (Fetch, keepalive). */
const MAX_BODY_BYTES = 64 * 1024;

/** A call as it comes from a page; its name and its input are not looked at yet. */
export interface IncomingCall {
  readonly n: number;
  readonly name: unknown;
  readonly input: unknown;
}

/** @returns null: it is none */
export function parseCall(text: string): IncomingCall | null {
  try {
    const message: unknown = JSON.parse(text);
    if (message === null || typeof message !== 'object') return null;
    const { n, name, input } = message as Record<string, unknown>;
    return typeof n === 'number' ? { n, name, input } : null;
  } catch {
    return null;
  }
}

/** Reads a call that is the body of a request. @returns null: it is none, or longer than 64 KiB */
export async function readCall(request: IncomingMessage): Promise<IncomingCall | null> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > MAX_BODY_BYTES) return null;
    parts.push(part);
  }
  return parseCall(Buffer.concat(parts).toString());
}
