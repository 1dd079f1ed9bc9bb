import { z } from 'zod';
import type { Services } from '../services.ts';
import type { Reply } from './reply.ts';
import {
  type IncomingRequest,
  type RouteFace,
  type RouteMeta,
  type RouteRequest,
  readRequest,
  type Who,
} from './route-parts.ts';

/** What a route reads and does. One value a route; a resource is an array of them. */
export interface RouteSpec<
  P extends z.ZodRawShape,
  Q extends z.ZodRawShape,
  B extends z.ZodType,
  A extends z.ZodType,
  W extends Who,
> extends RouteFace<P, Q, W> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** A `z.strictObject`, so that unknown fields are refused. Absent: no body is taken. */
  readonly body?: B;
  /** Of `data`. */
  readonly answer: A;
  /** 200 unless told. */
  readonly status?: 200 | 201;
  /** The answer has a `page`. */
  readonly list?: boolean;
  /** false: an Idempotency-Key is ignored, since the answer must not be kept or changes nothing. */
  readonly idempotent?: false;
  /** Bytes; `BODY_LIMIT` unless told. */
  readonly bodyLimit?: number;
  /** What `/docs` shows; the tests hold them against the schemas. */
  readonly examples: { readonly body?: z.input<B>; readonly answer: z.input<A> };
  readonly run: (
    request: RouteRequest<P, Q, B, W>,
    services: Services,
  ) => Promise<Reply<z.input<A>>>;
}

/** A route that answers the envelope; its types have been checked against each other. */
export interface JsonRoute extends RouteMeta {
  readonly kind: 'json';
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body: z.ZodType | null;
  readonly answer: z.ZodType;
  readonly status: 200 | 201;
  readonly list: boolean;
  /** An Idempotency-Key counts. */
  readonly idempotent: boolean;
  readonly bodyLimit: number;
  readonly examples: { readonly body?: unknown; readonly answer: unknown };
  /** Parses and runs. VALIDATION names what the schemas refuse. */
  readonly handle: (incoming: IncomingRequest, services: Services) => Promise<Reply<unknown>>;
}

/** Bytes of a body: five long texts with every character escaped fit. */
export const BODY_LIMIT = 2 * 1024 * 1024;

export function defineRoute<
  A extends z.ZodType,
  const W extends Who,
  P extends z.ZodRawShape = Record<never, never>,
  Q extends z.ZodRawShape = Record<never, never>,
  B extends z.ZodType = z.ZodUndefined,
>(spec: RouteSpec<P, Q, B, A, W>): JsonRoute {
  const params = z.strictObject(spec.params ?? ({} as P));
  const query = z.strictObject(spec.query ?? ({} as Q));
  const body = spec.body ?? (noBody as z.ZodType as B);
  return {
    kind: 'json',
    method: spec.method,
    path: spec.path,
    summary: spec.summary,
    description: spec.description ?? null,
    tag: spec.tag,
    auth: spec.auth,
    probe: spec.probe ?? false,
    params,
    query,
    body: spec.body ?? null,
    answer: spec.answer,
    status: spec.status ?? 200,
    list: spec.list ?? false,
    idempotent: spec.method === 'POST' && spec.auth === 'caller' && spec.idempotent !== false,
    bodyLimit: spec.bodyLimit ?? BODY_LIMIT,
    examples: spec.examples,
    handle: async (incoming, services) => {
      const request = readRequest<P, Q, B, W>({ params, query, body }, incoming);
      return request.ok ? spec.run(request.value, services) : request;
    },
  };
}

/** Where no body is taken: nothing, or an object without fields. */
const noBody = z.strictObject({}).optional();
