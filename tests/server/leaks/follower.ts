import { EventReader } from '#tests/support/event-reader.ts';
import type { Person } from '#tests/support/server.ts';
import type { OpenWorld } from './hidden-world.ts';

const CHANGES = `subscription { issueChanged { kind id issue {
  title description duplicateOf { key } comments { nodes { content } }
  relations { issue { title } other { title } } } } }`;

/** Somebody who follows everything live, by both interfaces. */
export class Follower {
  readonly #events: EventReader;
  readonly #changes: EventReader;

  private constructor(events: EventReader, changes: EventReader) {
    this.#events = events;
    this.#changes = changes;
  }

  static async open({ server }: OpenWorld, { token }: Person): Promise<Follower> {
    const headers = { authorization: `Bearer ${token}` };
    const graph = { ...headers, accept: 'text/event-stream' };
    return new Follower(
      await EventReader.open(`${server.url}/api/events`, headers),
      await EventReader.open(`${server.url}/graphql`, graph, { query: CHANGES }),
    );
  }

  /** Of the events: where it stands. */
  get position(): string {
    return this.#events.lastId ?? '';
  }

  /** What was told since the last time until the visible issue is called so. */
  async until(title: string): Promise<string> {
    const told: unknown[] = [];
    for (const reader of [this.#events, this.#changes]) {
      for (let seen = ''; seen !== title; ) {
        const { event, data } = await reader.next();
        told.push([event, data]);
        seen = data.title ?? data.data?.issueChanged.issue?.title ?? '';
      }
    }
    return JSON.stringify(told);
  }

  /** Goes, with what was told since. */
  async leave(): Promise<string> {
    const readers = [this.#events, this.#changes];
    for (const reader of readers) reader.close();
    return JSON.stringify(await Promise.all(readers.map((reader) => reader.ended())));
  }

  /** What the events told last, once the server has ended both. */
  async ended(): Promise<unknown> {
    const [told] = await Promise.all([this.#events.ended(), this.#changes.ended()]);
    return told.at(-1)?.data ?? null;
  }
}
