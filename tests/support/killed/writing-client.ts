import { randomUUID } from 'node:crypto';
import { client, type HttpAnswer } from '../server.ts';

/** What the servers have acknowledged to a client. */
export interface Acknowledged {
  /** The issues that were made: id and number. */
  readonly issues: { readonly id: string; readonly number: number }[];
  readonly comments: string[];
  /** The issues that were moved. */
  readonly moved: string[];
  /** How many requests were sent again, since no answer came. */
  repeated: number;
}

/**
 * Writes again and again until told to stop, at the first of `urls` until that does not answer: then
 * it sends the same request with the same Idempotency-Key to the next, until one answers.
 */
export class WritingClient {
  readonly acknowledged: Acknowledged = { issues: [], comments: [], moved: [], repeated: 0 };
  readonly #urls: readonly string[];
  readonly #token: string;
  #at = 0;
  #isEnding = false;
  #wake: () => void = () => undefined;
  readonly #done: Promise<void>;

  /** @param project the key of where it writes */
  constructor(urls: readonly string[], token: string, project: string) {
    this.#urls = urls;
    this.#token = token;
    this.#done = this.#writeAgainAndAgain(project);
    // Told by `stop`.
    this.#done.catch(() => undefined);
  }

  /** Resolves with the next issue that is acknowledged, or when it has stopped. */
  async next(): Promise<void> {
    await Promise.race([
      this.#done,
      new Promise<void>((resolve) => {
        this.#wake = resolve;
      }),
    ]);
  }

  /** Goes on at its first server again. */
  goHome(): void {
    this.#at = 0;
  }

  /** Lets it finish what it has begun. Throws where it was refused anything. */
  async stop(): Promise<void> {
    this.#isEnding = true;
    await this.#done;
  }

  async #writeAgainAndAgain(project: string): Promise<void> {
    const { issues, comments, moved } = this.acknowledged;
    while (!this.#isEnding) {
      const made = await this.#post('/api/issues', {
        project,
        title: 'Refund is sent twice',
        description: 'It came on both cards.',
      });
      const { id, key } = made.body.data;
      issues.push({ id, number: Number(key.split('-')[1]) });
      const commented = await this.#post(`/api/issues/${id}/comments`, { content: 'Seen again.' });
      comments.push(commented.body.data.id);
      if (issues.length % 2 === 0) {
        await this.#post(`/api/issues/${id}/transition`, {
          to: 'resolved',
          resolution: 'wont_fix',
          resolutionNote: 'It is meant to be so.',
        });
        moved.push(id);
      }
      this.#wake();
    }
  }

  async #post(path: string, body: object): Promise<HttpAnswer> {
    const headers = { 'idempotency-key': randomUUID() };
    for (;;) {
      const url = this.#urls[this.#at % this.#urls.length] ?? '';
      const answer = await client(url, this.#token)
        .post(path, body, headers)
        .catch(() => null);
      if (answer !== null && answer.status < 300) return answer;
      if (answer !== null && answer.status !== 503) {
        throw new Error(`${path} was answered with ${answer.status}: ${answer.text}`);
      }
      this.acknowledged.repeated += 1;
      this.#at += 1;
    }
  }
}
