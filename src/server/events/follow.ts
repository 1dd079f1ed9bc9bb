import type { LiveQuery } from '#engine/live/hub.ts';
import type { LiveEnding, LiveEvent } from '#engine/live/live-event.ts';
import { readPosition } from '#engine/live/live-event.ts';
import { type Result, success } from '#protocol/result.ts';
import type { Caller } from '../auth/caller.ts';
import type { RawHttp } from '../http/define-raw-route.ts';
import type { Services } from '../services.ts';
import { EventStream } from './event-stream.ts';

const HEARTBEAT_MS = 15_000;
/** Short, since a client that was let go wants to be back; apart, so that not all come at once. */
const RETRY_MS = 1000;

export interface FollowOptions {
  readonly query: string;
  readonly zone: string;
  /** As the client sent it; what is no position of ours is answered with a reset. */
  readonly lastEventId: string | undefined;
}

/** Why a stream says goodbye: its live query has ended, or the access token that opened it. */
type Farewell = LiveEnding | 'token';

/**
 * Answers a request with the events of a live query, until the reader goes, falls behind, may no
 * longer read, or the server stops.
 */
export async function follow(
  caller: Caller,
  { query, zone, lastEventId }: FollowOptions,
  { request, reply }: RawHttp,
  { live, engine, streams }: Services,
): Promise<Result<EventStream>> {
  const stream = new EventStream(
    () => reply.raw.writableLength,
    () => request.raw.destroy(),
  );
  const since = lastEventId === undefined ? undefined : (readPosition(lastEventId) ?? UNKNOWN);
  let following: LiveQuery | undefined;
  let timers: NodeJS.Timeout[] = [];

  const stop = () => {
    for (const timer of timers) clearInterval(timer);
    timers = [];
    following?.close();
    streams.delete(leave);
  };
  const leave = (why: Farewell) => {
    stream.event('bye', { reason: why });
    stream.end();
    stop();
  };
  const opened = await live.open(
    {
      user: caller.user.id,
      session: caller.session,
      query,
      zone,
      ...(since === undefined ? {} : { since }),
    },
    {
      told: ({ event, data, id }: LiveEvent) => stream.event(event, data, id),
      ended: leave,
    },
  );
  if (!opened.ok) return opened;
  following = opened.value;
  if (request.raw.destroyed) {
    stop();
    return success(stream);
  }
  streams.add(leave);
  reply.raw.once('close', stop);
  stream.retryAfter(RETRY_MS);
  stream.heartbeat(following.position());
  const left = caller.until - engine.clock.now();
  timers = [
    setInterval(() => stream.heartbeat(opened.value.position()), HEARTBEAT_MS),
    setTimeout(() => leave('token'), left),
  ];
  return success(stream);
}

/** A position of no history: the live query begins with a reset. */
const UNKNOWN = { epoch: '', version: 0 };
