import { Agent, request as open } from 'node:http';
import { hugeBody } from './bodies.ts';
import type { MalformedRequest } from './requests.ts';

/** What a client sees; null: the connection was closed without an answer. */
export interface Answered {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** Sends over connections that are kept, `connections` of them. */
export class Sender {
  readonly #url: string;
  readonly #agent: Agent;
  readonly #patienceMs: number;

  /** @param patienceMs after which an answer that has not come counts as none ever */
  constructor(url: string, connections: number, patienceMs: number) {
    this.#url = url;
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
    this.#patienceMs = patienceMs;
  }

  /** @throws where nothing comes in time. */
  async send(request: MalformedRequest, token: string): Promise<Answered | null> {
    const first = await this.#once(request, token);
    // The server had closed the kept connection before the request came.
    return first === 'stale' ? this.#asNew(request, token) : first;
  }

  close(): void {
    this.#agent.destroy();
  }

  async #asNew(request: MalformedRequest, token: string): Promise<Answered | null> {
    const again = await this.#once(request, token, new Agent());
    return again === 'stale' ? null : again;
  }

  #once(
    { method, path, headers, body }: MalformedRequest,
    token: string,
    agent = this.#agent,
  ): Promise<Answered | null | 'stale'> {
    const { promise, resolve, reject } = Promise.withResolvers<Answered | null | 'stale'>();
    const bytes = body === 'huge' ? hugeBody() : body;
    const length = bytes === null ? {} : { 'content-length': String(bytes.length) };
    const signal = AbortSignal.timeout(this.#patienceMs);
    const sent = open(this.#url, {
      method,
      path,
      agent,
      signal,
      maxHeaderSize: 64 * 1024,
      headers: { authorization: `Bearer ${token}`, ...headers, ...length },
    });
    sent.on('response', (response) => {
      const status = response.statusCode ?? 0;
      const type = response.headers['content-type'] ?? '';
      const pieces: Buffer[] = [];
      const finish = () => resolve({ status, type, text: Buffer.concat(pieces).toString() });
      // A stream of events never ends: that it begins is the answer.
      if (type.startsWith('text/event-stream')) {
        finish();
        sent.destroy();
        return;
      }
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', finish);
      response.on('error', () => (signal.aborted ? reject(new Error('No end.')) : finish()));
    });
    sent.on('error', () => {
      if (signal.aborted) reject(new Error(`No answer within ${this.#patienceMs} ms.`));
      else resolve(sent.reusedSocket && agent === this.#agent ? 'stale' : null);
    });
    sent.end(bytes ?? undefined);
    return promise;
  }
}
