import type { UserId } from '#domain/ids.ts';
import type { WatchedQuery } from '#store/live/watched-query.ts';
import type { SeqSet } from '#store/query/seq-set.ts';
import {
  type LiveChange,
  type LiveEnding,
  type LiveListener,
  type Position,
  positionText,
} from './live-event.ts';

/**
 * A query that streams watch, with the issues that it finds at the moment that was told last,
 * whoever sees them. What a stream shows is those of them that its viewer sees.
 */
export class Watch {
  readonly key: string;
  readonly streams = new Set<Stream>();
  watched: WatchedQuery;
  /** null: to be found anew, after which every stream is reset. */
  matches: SeqSet | null;

  constructor(key: string, watched: WatchedQuery, matches: SeqSet) {
    this.key = key;
    this.watched = watched;
    this.matches = matches;
  }
}

/** One open live query of one viewer. */
export class Stream {
  readonly user: UserId;
  readonly session: string | null;
  readonly watch: Watch;
  readonly #listener: LiveListener;
  #position: Position;
  #isOpen = true;

  constructor(
    viewer: { readonly user: UserId; readonly session: string | null },
    watch: Watch,
    listener: LiveListener,
    position: Position,
  ) {
    this.user = viewer.user;
    this.session = viewer.session;
    this.watch = watch;
    this.#listener = listener;
    this.#position = position;
  }

  /** Everything up to here was told. */
  get position(): Position {
    return this.#position;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /**
   * Tells all that changed up to `position`, the present one where the stream still waits to be
   * reset. A listener that throws ends its stream, not those of others.
   */
  tell(changes: readonly LiveChange[], position: Position): void {
    const before = positionText(this.#position);
    const after = positionText(position);
    this.#position = position;
    try {
      for (const [index, change] of changes.entries()) {
        if (!this.#isOpen) return;
        this.#listener.told({ ...change, id: index === changes.length - 1 ? after : before });
      }
    } catch {
      this.end('failed');
    }
  }

  end(why: LiveEnding): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    try {
      this.#listener.ended(why);
    } catch {
      // It has ended either way, and the others go on.
    }
  }

  /** By whoever opened it, who needs not be told. */
  close(): void {
    this.#isOpen = false;
  }
}
