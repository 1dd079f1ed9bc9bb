import type { UserId } from '#domain/ids.ts';
import { type Rejection, rejection } from '#domain/rejection.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import { livingSessions } from '#store/live/living-sessions.ts';
import { Matcher, matchAll } from '#store/live/match.ts';
import { traitsOf } from '#store/query/traits.ts';
import { CommentIssues } from '#store/search/comment-issues.ts';
import { inSnapshot } from '#store/snapshot.ts';
import type { Engine } from '../engine.ts';
import { readQuery, readZone } from '../queries/read-query.ts';
import { meaningFor, watchKey } from './ask-watches.ts';
import { loadViewers, type Viewer } from './directory.ts';
import { type LiveListener, type Position, positionText } from './live-event.ts';
import { type Reading, readTold, type Told } from './news.ts';
import { RESET, type Round, readRound } from './read-round.ts';
import { resumed } from './resume.ts';
import { Stream, Watch } from './watch.ts';

export interface LiveQueryRequest {
  readonly user: UserId;
  /** The session that it ends with (`auth_session.id`). */
  readonly session?: string;
  /** In the query language; empty: everything that the person sees. */
  readonly query: string;
  /** An IANA time zone: a date in the query is a whole day there. */
  readonly zone: string;
  /** The position of the last event that arrived, of an earlier live query of the same text. */
  readonly since?: Position;
}

export interface LiveQuery {
  /** The `id` to resume from: everything up to it was told. Goes on without events too. */
  position(): string;
  /** Ends it; nothing is told after. */
  close(): void;
}

export interface HubOptions {
  /** Told of a round that failed, as when the database is away; the next poke tries again. */
  readonly onError?: (error: unknown) => void;
}

/** What the hub needs of an engine. */
export type HubHost = Pick<Engine, 'store' | 'feed' | 'clock'>;

const UNKNOWN: Rejection = rejection(
  'UNAUTHENTICATED',
  'Nobody is signed in, or no longer. Sign in, then try again.',
);
const CLOSED: Rejection = rejection(
  'UNAVAILABLE',
  'The server is stopping. Try again in a moment.',
);

/**
 * The live queries of one process. After each poke it reads what changed since the moment told last,
 * in one snapshot, and tells every open stream what that means to it. All that it remembers is read
 * from the tables, and forgotten when the last stream closes.
 */
export class LiveHub {
  readonly #host: HubHost;
  readonly #onError: (error: unknown) => void;
  readonly #watches = new Map<string, Watch>();
  readonly #comments = new CommentIssues();
  readonly #matcher: Matcher;
  readonly #stopListening: () => void;
  #told: Told | null = null;
  #work: Promise<unknown> = Promise.resolve();
  #poked = false;
  #closed = false;
  #opened = 0;

  constructor(host: HubHost, { onError = () => undefined }: HubOptions = {}) {
    this.#host = host;
    this.#onError = onError;
    this.#matcher = new Matcher(host.store.dialect);
    this.#stopListening = host.feed.listen(() => this.poke());
  }

  /** Something may have changed. Many pokes at once are one round. */
  poke(): void {
    if (this.#poked || this.#closed) return;
    this.#poked = true;
    void this.#enqueue(() => {
      this.#poked = false;
      return this.#read((reading) => this.#round(reading));
    }).catch(this.#onError);
  }

  /** When everything that was poked so far has been told. */
  async settled(): Promise<void> {
    let awaited: unknown;
    while (awaited !== this.#work) {
      awaited = this.#work;
      await awaited;
    }
  }

  /**
   * Opens a live query. What a resumed one missed is told before this answers; whatever the list of
   * the query shows when it is read from then on, no change of it is missed.
   *
   * Refused: an unknown field or value in the query (VALIDATION), a person or session that is not,
   * or no longer (UNAUTHENTICATED).
   */
  open(request: LiveQueryRequest, listener: LiveListener): Promise<Result<LiveQuery>> {
    return this.#enqueue(() => this.#read((reading) => this.#open(request, listener, reading)));
  }

  /** Ends every stream. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#stopListening();
    await this.settled();
    for (const watch of this.#watches.values()) {
      for (const stream of watch.streams) stream.end('closing');
    }
    this.#watches.clear();
    this.#told = null;
  }

  /** One after another, whatever becomes of the one before. */
  #enqueue<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#work.then(work);
    this.#work = done.catch(() => undefined);
    return done;
  }

  #read<T>(work: (reading: Reading) => Promise<T>): Promise<T> {
    const { store, clock } = this.#host;
    return inSnapshot(store.read, store.dialect, (snapshot) =>
      work({
        store: { ...store, read: snapshot },
        now: clock.now(),
        comments: this.#comments,
      }),
    );
  }

  async #open(
    { user, session, query: text, zone: zoneName, since }: LiveQueryRequest,
    listener: LiveListener,
    reading: Reading,
  ): Promise<Result<LiveQuery>> {
    if (this.#closed) return failure(CLOSED);
    const zone = readZone(zoneName);
    if (!zone.ok) return zone;
    // Everybody is brought to this moment first, so that all that is shared is of one moment.
    const told = (await this.#round(reading)) ?? (await readTold(reading));
    const { store } = reading;
    const viewer = (await loadViewers(store.read, store.dialect, [user])).get(user);
    const isIn =
      session === undefined ||
      (await livingSessions(store.read, store.dialect, [session])).has(session);
    if (!viewer || viewer.user.blocked || !isIn) return failure(UNKNOWN);
    const query = await readQuery(text, { ...reading, user: viewer.user });
    if (!query.ok) return query;
    const parsed = { query: query.value, traits: traitsOf(query.value), zone: zone.value };
    this.#opened += 1;
    const key = watchKey(text, parsed, user, this.#opened);
    const watch = this.#watches.get(key) ?? (await this.#newWatch(key, parsed, viewer, reading));
    const matches = watch.matches ?? (await this.#matchesOf(watch, viewer, reading));
    const missed =
      since === undefined
        ? []
        : await resumed(since, { watched: watch.watched, matches }, viewer, told, reading);

    // Nothing is awaited from here on: whoever closed meanwhile took only their own with them.
    this.#told = told;
    told.directory.admit(viewer);
    this.#watches.set(key, watch);
    const start = since !== undefined && missed.length > 0 ? since : told.position;
    const stream = new Stream({ user, session: session ?? null }, watch, listener, start);
    watch.streams.add(stream);
    stream.tell(missed, told.position);
    if (!stream.isOpen) this.#remove(stream);
    return success({
      position: () => positionText(stream.position),
      close: () => {
        stream.close();
        this.#remove(stream);
      },
    });
  }

  async #newWatch(
    key: string,
    parsed: Parameters<typeof meaningFor>[0],
    viewer: Viewer,
    reading: Reading,
  ): Promise<Watch> {
    const watched = await meaningFor(parsed, viewer, reading);
    const { store, now, comments } = reading;
    const matches = await matchAll(store.read, store.dialect, watched, now, comments);
    return new Watch(key, watched, matches);
  }

  /** Brings all streams to the moment of the reading; null: nobody was told anything yet. */
  async #round(reading: Reading): Promise<Told | null> {
    if (this.#told === null) return null;
    const round = await readRound(this.#matcher, this.#told, [...this.#watches.values()], reading);
    return this.#commit(round);
  }

  /** Everything was read: now it is remembered, then told. */
  #commit({ news, findings, ended, changes }: Round): Told {
    const { facts, directory, incomplete, position } = news;
    for (const [watch, { watched, whole, matches }] of findings) {
      watch.watched = watched;
      if (whole) watch.matches = matches;
      else
        for (const seq of news.changed.keys()) {
          if (matches.has(seq)) watch.matches?.add(seq);
          else watch.matches?.remove(seq);
        }
    }
    for (const [seq, fact] of news.changed) facts.set(seq, fact);
    const told = { position, facts, directory, incomplete };
    this.#told = told;
    if (news.anew) for (const watch of this.#watches.values()) this.#findAnew(watch);
    for (const [stream, why] of ended) {
      stream.end(why);
      this.#remove(stream);
    }
    for (const [stream, list] of changes) {
      const isWaiting = stream.watch.matches === null;
      stream.tell(list, isWaiting ? stream.position : position);
      if (!stream.isOpen) this.#remove(stream);
    }
    return told;
  }

  /** Each in a reading of its own, between which others read and write. */
  #findAnew(watch: Watch): void {
    if (watch.matches === null) return;
    watch.matches = null;
    const find = async (reading: Reading) => {
      await this.#round(reading);
      const [stream] = watch.streams;
      const viewer = stream && this.#told?.directory.viewer(stream.user);
      if (viewer && watch.matches === null) await this.#matchesOf(watch, viewer, reading);
    };
    void this.#enqueue(() => this.#read(find)).catch(this.#onError);
  }

  /** Finds the issues of a watch anew, and resets the streams that waited for it. */
  async #matchesOf(watch: Watch, viewer: Viewer, reading: Reading) {
    const { store, now, comments } = reading;
    const watched = await meaningFor(watch.watched, viewer, reading);
    const matches = await matchAll(store.read, store.dialect, watched, now, comments);
    watch.watched = watched;
    watch.matches = matches;
    const position = this.#told?.position;
    if (position) for (const stream of watch.streams) stream.tell([RESET], position);
    return matches;
  }

  #remove(stream: Stream): void {
    const { watch, user } = stream;
    if (!watch.streams.delete(stream)) return;
    if (watch.streams.size === 0) this.#watches.delete(watch.key);
    const streams = [...this.#watches.values()].flatMap((one) => [...one.streams]);
    if (!streams.some((one) => one.user === user)) this.#told?.directory.dismiss(user);
    if (streams.length === 0) this.#told = null;
  }
}
