/** One event of a `text/event-stream`, its data read as JSON. */
export interface ReadEvent {
  readonly event: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into events of every shape.
  readonly data: any;
  readonly id: string | null;
}

/** Reads a stream of server-sent events as the HTML standard says, comments and ids included. */
export class EventReader {
  readonly status: number;
  readonly headers: Headers;
  /** The last id that came, with an event or without. */
  lastId: string | null = null;
  readonly #events: ReadEvent[] = [];
  readonly #waiting: (() => void)[] = [];
  readonly #stop: AbortController;
  #ended = false;

  private constructor(response: Response, stop: AbortController) {
    this.status = response.status;
    this.headers = response.headers;
    this.#stop = stop;
    if (response.body) void this.#read(response.body);
  }

  /** @param body sent as JSON, by POST; nothing by GET unless told */
  static async open(
    url: string,
    headers: Record<string, string> = {},
    body?: object,
  ): Promise<EventReader> {
    const stop = new AbortController();
    const asked =
      body === undefined
        ? { headers }
        : {
            method: 'POST',
            headers: { ...headers, 'content-type': 'application/json' },
            body: JSON.stringify(body),
          };
    const response = await fetch(url, { ...asked, signal: stop.signal });
    return new EventReader(response, stop);
  }

  /** The next event; fails where the stream ends without one. */
  async next(): Promise<ReadEvent> {
    for (;;) {
      const event = this.#events.shift();
      if (event) return event;
      if (this.#ended) throw new Error('The stream has ended.');
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** When the other side has closed it. */
  async ended(): Promise<readonly ReadEvent[]> {
    while (!this.#ended) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return this.#events.splice(0);
  }

  close(): void {
    this.#stop.abort();
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let text = '';
    try {
      for await (const piece of body) {
        text += decoder.decode(piece, { stream: true });
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) this.#take(block);
      }
    } catch {
      // Closed from here, or cut off by the server: it has ended either way.
    }
    this.#ended = true;
    this.#wake();
  }

  #take(block: string): void {
    const fields = new Map(
      block
        .split('\n')
        .filter((line) => !line.startsWith(':'))
        .map((line) => {
          const [name = '', ...rest] = line.split(': ');
          return [name, rest.join(': ')] as const;
        }),
    );
    this.lastId = fields.get('id') ?? this.lastId;
    const data = fields.get('data');
    if (data === undefined) return;
    this.#events.push({
      event: fields.get('event') ?? 'message',
      data: JSON.parse(data),
      id: fields.get('id') ?? null,
    });
    this.#wake();
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
