import { EventReader, type ReadEvent } from '../event-reader.ts';
import { client } from '../server.ts';

/** What a list shows of an issue, which changes with whatever is written to it. */
export function shownOf(issue: {
  readonly version: number;
  readonly status: string;
  readonly commentCount: number;
}): string {
  return `${issue.version} ${issue.status} ${issue.commentCount}`;
}

/** Every issue of a query by id, as a list shows it. */
export async function listedIssues(
  url: string,
  token: string,
  query: string,
): Promise<Map<string, string>> {
  const issues = new Map<string, string>();
  const asked = new URLSearchParams({ q: query, pageSize: '100', cursor: '' });
  let path: string | null = `/api/issues?${asked}`;
  while (path !== null) {
    const { status, text, body } = await client(url, token).get(path);
    if (status !== 200) throw new Error(`The list was answered with ${status}: ${text}`);
    for (const issue of body.data) issues.set(issue.id, shownOf(issue));
    path = body.page.next;
  }
  return issues;
}

/**
 * Keeps a list by its live query alone: read once, then as the events say. Where its stream breaks it
 * goes on at the next of `urls` from the last id that came, and reads the list again only when it is
 * told `reset`.
 */
export class FollowingClient {
  readonly issues = new Map<string, string>();
  resets = 0;
  resumed = 0;
  /** Positions that came after a later one. */
  readonly backwards: string[] = [];
  readonly #urls: readonly string[];
  readonly #token: string;
  readonly #query: string;
  #at = 0;
  #lastId: string | null = null;
  #reader: EventReader | null = null;
  #isEnding = false;
  #done: Promise<void> = Promise.resolve();

  private constructor(urls: readonly string[], token: string, query: string) {
    this.#urls = urls;
    this.#token = token;
    this.#query = query;
  }

  /** Opened before anything matches: its list is empty. */
  static async open(
    urls: readonly string[],
    token: string,
    query: string,
  ): Promise<FollowingClient> {
    const following = new FollowingClient(urls, token, query);
    await following.#connect();
    following.#done = following.#follow();
    // Told by `stop`.
    following.#done.catch(() => undefined);
    return following;
  }

  /** Goes on at its first server again, as it does where its stream breaks. */
  goHome(): void {
    if (this.#at % this.#urls.length === 0) return;
    this.#at = this.#urls.length - 1;
    this.#reader?.close();
  }

  async stop(): Promise<void> {
    this.#isEnding = true;
    this.#closeReader();
    await this.#done;
  }

  #closeReader(): void {
    this.#reader?.close();
  }

  get #url(): string {
    return this.#urls[this.#at % this.#urls.length] ?? '';
  }

  async #connect(): Promise<boolean> {
    const reader = await EventReader.open(
      `${this.#url}/api/events?q=${encodeURIComponent(this.#query)}`,
      {
        authorization: `Bearer ${this.#token}`,
        ...(this.#lastId === null ? {} : { 'last-event-id': this.#lastId }),
      },
    ).catch(() => null);
    if (reader?.status !== 200) return false;
    this.#reader = reader;
    return true;
  }

  async #follow(): Promise<void> {
    while (!this.#isEnding) {
      const event = await this.#reader?.next().catch(() => null);
      if (event) await this.#take(event);
      else await this.#resume();
    }
  }

  async #resume(): Promise<void> {
    this.#lastId = this.#reader?.lastId ?? this.#lastId;
    this.#reader = null;
    let isConnected = false;
    while (!this.#isEnding && !isConnected) {
      this.#at += 1;
      isConnected = await this.#connect();
    }
    if (isConnected) this.resumed += 1;
    if (this.#isEnding) this.#closeReader();
  }

  async #take({ event, data, id }: ReadEvent): Promise<void> {
    if (id !== null) this.#see(id);
    if (event === 'created' || event === 'updated') this.issues.set(data.id, shownOf(data));
    else if (event === 'left') this.issues.delete(data.id);
    else if (event === 'reset') await this.#readAnew();
  }

  #see(id: string): void {
    if (this.#lastId !== null && versionOf(id) < versionOf(this.#lastId)) this.backwards.push(id);
    this.#lastId = id;
  }

  async #readAnew(): Promise<void> {
    this.resets += 1;
    const listed = await listedIssues(this.#url, this.#token, this.#query);
    this.issues.clear();
    for (const [id, shown] of listed) this.issues.set(id, shown);
  }
}

/** Of a position, which reads `epoch.version`. */
function versionOf(position: string): number {
  return Number(position.slice(position.lastIndexOf('.') + 1));
}
