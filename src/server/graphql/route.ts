import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { badArguments, sentenceOf } from '#domain/parse-args.ts';
import { failure } from '#protocol/result.ts';
import type { Config } from '../config.ts';
import { defineRawRoute } from '../http/define-raw-route.ts';
import { statusOf } from '../http/envelope.ts';
import { JSON_TYPE } from '../http/media-type.ts';
import type { Route } from '../http/mount.ts';
import { finishedRefusal } from '../http/send.ts';
import { connectionBehind } from './connection.ts';
import { GraphContext, type YogaContext } from './context.ts';
import { refusedAnswer } from './errors.ts';
import { MOST_BYTES } from './limits/limits.ts';
import { makeSchema } from './schema.ts';
import { makeYoga } from './yoga.ts';

const schema = makeSchema();

/** What a request asks; what else clients send along counts for nothing (GraphQL over HTTP). */
const operation = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

/**
 * POST /graphql, for whoever is signed in. JSON alone is taken, so that no form of another site can
 * send it, and no address does anything when it is only opened.
 */
export function graphqlRoute({ docs }: Pick<Config, 'docs'>): Route {
  const yoga = makeYoga(schema, { introspection: docs });
  return defineRawRoute({
    method: 'POST',
    path: '/graphql',
    summary: 'GraphQL',
    description:
      'A query or a mutation as JSON: `query`, `variables`, `operationName`. With `Accept: text/event-stream` a subscription, as graphql-sse speaks it (distinct connections).',
    tag: 'GraphQL',
    auth: 'caller',
    takes: [JSON_TYPE],
    bodyLimit: MOST_BYTES,
    answers: { 200: { description: 'The result, or `errors`', type: JSON_TYPE } },
    refuse: (error) => ({
      ...finishedRefusal(error),
      status: statusOf(error),
      body: JSON.stringify(refusedAnswer(error)),
    }),
    run: async ({ caller, context }, { request, reply }, services) => {
      const asked = operation.safeParse(request.body, { error: sentenceOf });
      if (!asked.success) return failure(badArguments(asked.error.issues));
      const gone = new AbortController();
      reply.raw.once('close', () => gone.abort());
      const graph = new GraphContext(services, caller, context, connectionBehind(request, reply));
      const yogaContext: YogaContext = {
        graph,
        incident: request.id,
        report: (error, problem) => {
          const log = problem.code === 'UNAVAILABLE' ? 'warn' : 'error';
          request.log[log]({ err: error }, 'incident');
        },
      };
      const response = await yoga.fetch(
        'http://localhost/graphql',
        {
          method: 'POST',
          headers: { 'content-type': JSON_TYPE, accept: request.headers.accept ?? JSON_TYPE },
          body: JSON.stringify(asked.data),
          signal: gone.signal,
        },
        yogaContext,
      );
      await pass(response, reply);
      return undefined;
    },
  });
}

/** Hands on what Yoga answers: its status, its language and its body. */
async function pass({ status, headers, body }: Response, reply: FastifyReply): Promise<void> {
  reply.code(status);
  const type = headers.get('content-type');
  if (type !== null) reply.header('content-type', type);
  await reply.send(body === null ? '' : Readable.fromWeb(body as ReadableStream));
}
