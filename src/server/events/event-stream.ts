import { Readable } from 'node:stream';

/** A reader that is further behind is let go: what it missed, it is told when it resumes. */
export const MOST_BEHIND_BYTES = 1024 * 1024;

/**
 * The body of one `text/event-stream` answer (HTML standard, Server-sent events). What the reader has
 * not taken yet is bounded: whoever falls too far behind is closed, never buffered for.
 */
export class EventStream {
  readonly body: Readable;
  readonly #waiting: () => number;
  readonly #onTooSlow: () => void;

  /**
   * @param waitingBytes what the connection has taken and not sent yet
   * @param onTooSlow to close the connection
   */
  constructor(waitingBytes: () => number, onTooSlow: () => void) {
    this.body = new Readable({ read: () => undefined });
    this.#waiting = waitingBytes;
    this.#onTooSlow = onTooSlow;
  }

  /** One event; `data` is JSON, which has no line breaks. */
  event(name: string, data: unknown, id?: string): void {
    this.#write(
      `${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`,
    );
  }

  /** Keeps the connection awake, and the position to resume from up to date. */
  heartbeat(position: string): void {
    this.#write(`: hb\nid: ${position}\n\n`);
  }

  /** How long a client waits before it connects again, in milliseconds. */
  retryAfter(ms: number): void {
    this.#write(`retry: ${ms}\n\n`);
  }

  end(): void {
    if (!this.body.destroyed) this.body.push(null);
  }

  #write(text: string): void {
    if (this.body.destroyed || this.body.readableEnded) return;
    if (this.body.readableLength + this.#waiting() > MOST_BEHIND_BYTES) this.#onTooSlow();
    else this.body.push(text);
  }
}
