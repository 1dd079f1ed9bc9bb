import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Rejection } from '#domain/rejection.ts';
import type { Failure } from '#protocol/result.ts';
import type { Services } from '../services.ts';
import { BODY_LIMIT } from './define-route.ts';
import {
  type IncomingRequest,
  type RouteFace,
  type RouteMeta,
  type RouteRequest,
  readRequest,
  type Who,
} from './route-parts.ts';
import { type Finished, finishedRefusal } from './send.ts';

/** The request and the reply as Fastify has them, for what JSON cannot say. */
export interface RawHttp {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** What a route answers with, for its description. */
export interface RawAnswer {
  readonly description: string;
  /** Media type; absent: no body. */
  readonly type?: string;
}

type Refuse = (error: Rejection) => Finished;

/** A route that speaks another language than JSON: bytes, streams, pages. */
export interface RawRouteSpec<P extends z.ZodRawShape, Q extends z.ZodRawShape, W extends Who>
  extends RouteFace<P, Q, W> {
  readonly method: 'GET' | 'HEAD' | 'PATCH' | 'POST' | 'PUT';
  /**
   * The media types of the body, which comes as a stream (`http.request.body`), or read where it is
   * JSON. Absent: none.
   */
  readonly takes?: readonly string[];
  /** Bytes of a body that is JSON; `BODY_LIMIT` unless told. */
  readonly bodyLimit?: number;
  /** How refusals are told, whoever refuses; as the envelope unless told. */
  readonly refuse?: Refuse;
  /** Besides refusals, which are the envelope as everywhere. */
  readonly answers: Readonly<Record<number, RawAnswer>>;
  /** Sends by `http.reply`; or answers why not. */
  readonly run: (
    request: RouteRequest<P, Q, z.ZodUnknown, W>,
    http: RawHttp,
    services: Services,
  ) => Promise<Failure | undefined>;
}

export interface RawRoute extends RouteMeta {
  readonly kind: 'raw';
  readonly method: 'GET' | 'HEAD' | 'PATCH' | 'POST' | 'PUT';
  readonly takes: readonly string[];
  readonly bodyLimit: number;
  readonly refuse: Refuse;
  readonly answers: Readonly<Record<number, RawAnswer>>;
  readonly handle: (
    incoming: IncomingRequest,
    http: RawHttp,
    services: Services,
  ) => Promise<Failure | undefined>;
}

export function defineRawRoute<
  const W extends Who,
  P extends z.ZodRawShape = Record<never, never>,
  Q extends z.ZodRawShape = Record<never, never>,
>(spec: RawRouteSpec<P, Q, W>): RawRoute {
  const params = z.strictObject(spec.params ?? ({} as P));
  const query = z.strictObject(spec.query ?? ({} as Q));
  return {
    kind: 'raw',
    method: spec.method,
    path: spec.path,
    summary: spec.summary,
    description: spec.description ?? null,
    tag: spec.tag,
    auth: spec.auth,
    probe: spec.probe ?? false,
    params,
    query,
    takes: spec.takes ?? [],
    bodyLimit: spec.bodyLimit ?? BODY_LIMIT,
    refuse: spec.refuse ?? finishedRefusal,
    answers: spec.answers,
    handle: async (incoming, http, services) => {
      const request = readRequest<P, Q, z.ZodUnknown, W>(
        { params, query, body: z.unknown() },
        incoming,
      );
      return request.ok ? spec.run(request.value, http, services) : request;
    },
  };
}
