import { Agent, type IncomingMessage, request } from 'node:http';

const MOST_SOCKETS = 64;

/** What came back. */
export interface Reply {
  readonly status: number;
  readonly body: Buffer;
}

/** Calls one server over connections that stay open. */
export class Client {
  readonly #url: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: MOST_SOCKETS });

  constructor(url: string) {
    this.#url = url;
  }

  /** @throws where the server answers with 4xx or 5xx: what fails is no measurement */
  async call(method: string, path: string, token: string | null, body?: unknown): Promise<Reply> {
    const reply = await this.#send(method, path, token, body);
    if (reply.status < 400) return reply;
    throw new Error(`${method} ${path}: ${reply.status} ${reply.body.toString().slice(0, 300)}`);
  }

  /** The `data` of an answer. */
  async data<T>(method: string, path: string, token: string | null, body?: unknown): Promise<T> {
    return JSON.parse((await this.call(method, path, token, body)).body.toString()).data as T;
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

  #send(method: string, path: string, token: string | null, body: unknown): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const text = body === undefined ? undefined : JSON.stringify(body);
      const asked = request(`${this.#url}${path}`, {
        method,
        agent: this.#agent,
        headers: headersOf(token, text),
      });
      asked.once('error', reject);
      asked.once('response', (response: IncomingMessage) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.once('error', reject);
        response.once('end', () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts) }),
        );
      });
      asked.end(text);
    });
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
