import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Tells of every answer once: when it has been sent, or its caller has broken it off. */
export function whenAnswered(
  app: FastifyInstance,
  tell: (request: FastifyRequest, reply: FastifyReply) => void,
): void {
  // Fastify's own hook is silent about a stream that is broken off.
  app.addHook('onRequest', async (request, reply) => {
    reply.raw.once('close', () => tell(request, reply));
  });
}
