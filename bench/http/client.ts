import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { json, text } from 'node:stream/consumers';

const MOST_SOCKETS = 64;

/** Calls one server over connections that stay open. */
export class Client {
  readonly #url: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: MOST_SOCKETS });

  constructor(url: string) {
    this.#url = url;
  }

  /**
   * Reads the answer to its end and lets go of it at once: what the garbage collector of the callers
   * must clear away stops their clock too.
   * @throws where the server answers with 4xx or 5xx: what fails is no measurement
   */
  async call(method: string, path: string, token: string | null, body?: unknown): Promise<void> {
    const response = await this.#send(method, path, token, body);
    response.resume();
    await once(response, 'end');
  }

  /** The `data` of an answer. */
  async data<T>(method: string, path: string, token: string | null, body?: unknown): Promise<T> {
    const response = await this.#send(method, path, token, body);
    return ((await json(response)) as { readonly data: T }).data;
  }

  /** Opens a live stream and gives what it says; resolves when the stream is open. */
  stream(path: string, token: string, hear: (text: string) => void): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const asked = request(`${this.#url}${path}`, {
        headers: headersOf(token, undefined),
        agent: false,
      });
      asked.once('error', reject);
      asked.once('response', (response: IncomingMessage) => {
        if (response.statusCode !== 200) reject(new Error(`${path}: ${response.statusCode}`));
        response.setEncoding('utf8');
        response.on('data', hear);
        response.on('error', () => undefined);
        resolve(() => asked.destroy());
      });
      asked.end();
    });
  }

  close(): void {
    this.#agent.destroy();
  }

  async #send(
    method: string,
    path: string,
    token: string | null,
    body: unknown,
  ): Promise<IncomingMessage> {
    const words = body === undefined ? undefined : JSON.stringify(body);
    const asked = request(`${this.#url}${path}`, {
      method,
      agent: this.#agent,
      headers: headersOf(token, words),
    });
    // A connection that breaks while the body comes is told by the response.
    asked.on('error', () => undefined);
    asked.end(words);
    const [response]: IncomingMessage[] = await once(asked, 'response');
    if (response?.statusCode !== undefined && response.statusCode < 400) return response;
    const said = response === undefined ? 'nothing' : (await text(response)).slice(0, 300);
    throw new Error(`${method} ${path}: ${response?.statusCode} ${said}`);
  }
}

function headersOf(token: string | null, text: string | undefined): Record<string, string> {
  return {
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    ...(text === undefined
      ? {}
      : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) }),
  };
}
