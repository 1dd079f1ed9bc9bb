import type { FastifyReply, FastifyRequest } from 'fastify';
import { MOST_BEHIND_BYTES } from '../events/event-stream.ts';

/** The connection of one answer, as far as a subscription must know it. */
export interface ClientConnection {
  /** Whether `more` bytes that wait to be sent are too many; the connection is then cut. */
  readonly cutWhere: (more: number) => boolean;
  /** Called once the reader has gone. */
  readonly onGone: (listener: () => void) => void;
}

export function connectionBehind(
  { raw: incoming }: Pick<FastifyRequest, 'raw'>,
  { raw: outgoing }: Pick<FastifyReply, 'raw'>,
): ClientConnection {
  return {
    cutWhere: (more) => {
      const isBehind = outgoing.writableLength + more > MOST_BEHIND_BYTES;
      if (isBehind) incoming.destroy();
      return isBehind;
    },
    onGone: (listener) => {
      if (outgoing.destroyed) listener();
      else outgoing.once('close', listener);
    },
  };
}
