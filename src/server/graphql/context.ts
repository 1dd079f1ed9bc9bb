import { type Rejection, rejection } from '#domain/rejection.ts';
import type { Asker } from '#engine/asker.ts';
import { loadUsers } from '#store/load-tables.ts';
import type { Caller } from '../auth/caller.ts';
import type { RequestContext } from '../http/route-parts.ts';
import { askerOf, type Services } from '../services.ts';
import type { ClientConnection } from './connection.ts';
import { refusal } from './errors.ts';
import { Loaders } from './loaders.ts';

/** What every field is resolved with: who asks, and what this request has read so far. */
export class GraphContext {
  readonly services: Services;
  readonly request: RequestContext;
  readonly connection: ClientConnection;
  #caller: Caller;
  #asker: Asker;
  #loaders: Loaders;

  constructor(
    services: Services,
    caller: Caller,
    request: RequestContext,
    connection: ClientConnection,
  ) {
    this.services = services;
    this.connection = connection;
    this.request = request;
    this.#caller = caller;
    this.#asker = askerOf(services, caller);
    this.#loaders = new Loaders(this.#asker);
  }

  get caller(): Caller {
    return this.#caller;
  }

  get asker(): Asker {
    return this.#asker;
  }

  get loaders(): Loaders {
    return this.#loaders;
  }

  /** What was read is forgotten, and the caller looked up again: after a write, before an event. */
  async refresh(): Promise<void> {
    const { read, dialect } = this.services.engine.store;
    const [user] = await loadUsers(read, dialect, [this.#caller.user.id]);
    if (!user || user.blocked) throw refusal(SIGNED_OUT);
    this.#caller = { ...this.#caller, user };
    this.#asker = askerOf(this.services, this.#caller);
    this.#loaders = new Loaders(this.#asker);
  }
}

/** How Yoga hands it on: it writes things of its own beside. */
export interface YogaContext {
  readonly graph: GraphContext;
  /** Names this request in the log. */
  readonly incident: string;
  /** Puts into the log what is not told. */
  readonly report: (error: unknown, problem: Rejection) => void;
}

const SIGNED_OUT = rejection(
  'UNAUTHENTICATED',
  'You are no longer signed in. Sign in, then go on.',
);
