import type { FastifyBaseLogger } from 'fastify';
import type { Registry } from 'prom-client';
import type { Asker } from '#engine/asker.ts';
import type { BlobStore } from '#engine/blobs/blob-store.ts';
import type { Uploads } from '#engine/blobs/uploads.ts';
import type { Engine } from '#engine/engine.ts';
import type { LiveHub } from '#engine/live/hub.ts';
import type { Look } from '#store/list-issues.ts';
import type { Caller } from './auth/caller.ts';
import type { Guards } from './auth/guards.ts';
import type { Tokens } from './auth/tokens.ts';
import type { Config } from './config.ts';
import type { Seal } from './http/seal.ts';
import type { Turns } from './rest/turns.ts';

/** What every face of the server works with. One for a process. */
export interface Services {
  readonly config: Config;
  readonly engine: Engine;
  readonly blobs: BlobStore;
  readonly uploads: Uploads;
  readonly live: LiveHub;
  /** How each open live stream is ended, told why. */
  readonly streams: Set<(why: 'closing') => void>;
  readonly tokens: Tokens;
  readonly guards: Guards;
  /** Of requests that write on the same thing. */
  readonly turns: Turns;
  /** For what a cursor keeps and its bearer must neither read nor make up. */
  readonly cursorSeal: Seal;
  readonly log: FastifyBaseLogger;
  /** Where a face registers figures of its own. */
  readonly metrics: Registry;
  /** Registers what long answers do when the server stops, such as saying goodbye to a stream. */
  readonly onStop: (finish: () => Promise<void>) => void;
  /** Answers are held against the schemas of their routes; in the tests. */
  readonly checksAnswers: boolean;
}

/** What the engine's queries are given. */
export function askerOf({ engine }: Services, { user }: Caller): Asker {
  return { store: engine.store, lists: engine.lists, user, now: engine.clock.now() };
}

/** The same for a request that only reads: what is known of the moment at which it came in. */
export async function readerOf(
  services: Services,
  caller: Caller,
): Promise<Asker & { look: Look }> {
  const look = await services.engine.lists.look(caller.user, caller.clock);
  return { ...askerOf(services, caller), look };
}
