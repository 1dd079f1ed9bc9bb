import type { z } from 'zod';
import { badArguments, sentenceOf } from '#domain/parse-args.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import type { Caller } from '../auth/caller.ts';
import { readQuery } from './query-string.ts';

/** `caller`: somebody signed in; else 401. */
export type Who = 'caller' | 'anyone';

/** What every kind of route says of itself. */
export interface RouteFace<P extends z.ZodRawShape, Q extends z.ZodRawShape, W extends Who> {
  /** Such as `/api/issues/:id`. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly description?: string;
  /** The resource, such as `Issues`. */
  readonly tag: string;
  readonly auth: W;
  readonly params?: P;
  /** Each value is the text of the URL; a parameter that is not named here is refused. */
  readonly query?: Q;
  /** For machines that look after the server: neither counted nor held back while it is not ready. */
  readonly probe?: boolean;
}

/** The same without its types, for lists of many. */
export interface RouteMeta {
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly description: string | null;
  readonly tag: string;
  readonly auth: Who;
  readonly probe: boolean;
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
}

/** A request after its schemas have accepted it. */
export interface RouteRequest<
  P extends z.ZodRawShape,
  Q extends z.ZodRawShape,
  B extends z.ZodType,
  W extends Who,
> {
  readonly params: z.output<z.ZodObject<P, z.core.$strict>>;
  readonly query: z.output<z.ZodObject<Q, z.core.$strict>>;
  readonly body: z.output<B>;
  readonly caller: W extends 'caller' ? Caller : Caller | null;
  readonly context: RequestContext;
}

/** What a request is besides its arguments. */
export interface RequestContext {
  /** Path and query as they came, for links to neighbours. */
  readonly url: string;
  /** The client's, behind trusted proxies. */
  readonly address: string;
  /** Versions that If-Match names; null: no condition. */
  readonly ifMatch: readonly number[] | null;
  /** It came with an Idempotency-Key that counts. */
  readonly isRepeatable: boolean;
  /**
   * The id of something that this request makes. The same name gives the same id when the request is
   * repeated with its Idempotency-Key, else a fresh one.
   */
  readonly newId: (name: string) => string;
}

/** A request as HTTP brings it. */
export interface IncomingRequest {
  readonly params: unknown;
  /** After the question mark, undecoded. */
  readonly query: string;
  readonly body: unknown;
  readonly caller: Caller | null;
  readonly context: RequestContext;
}

/** Parses a request's parts in the order of the URL, then the body. */
export function readRequest<
  P extends z.ZodRawShape,
  Q extends z.ZodRawShape,
  B extends z.ZodType,
  W extends Who,
>(
  schemas: {
    readonly params: z.ZodObject<P, z.core.$strict>;
    readonly query: z.ZodObject<Q, z.core.$strict>;
    readonly body: B;
  },
  incoming: IncomingRequest,
): Result<RouteRequest<P, Q, B, W>> {
  const params = parse(schemas.params, incoming.params);
  if (!params.ok) return params;
  const given = readQuery(incoming.query);
  if (!given.ok) return given;
  const query = parse(schemas.query, given.value);
  if (!query.ok) return query;
  const body = parse(schemas.body, incoming.body);
  if (!body.ok) return body;
  return success({
    params: params.value,
    query: query.value,
    body: body.value,
    // The door has refused nobody where somebody is asked for.
    caller: incoming.caller as RouteRequest<P, Q, B, W>['caller'],
    context: incoming.context,
  });
}

function parse<S extends z.ZodType>(schema: S, value: unknown): Result<z.output<S>> {
  const parsed = schema.safeParse(value, { error: sentenceOf });
  return parsed.success ? success(parsed.data) : failure(badArguments(parsed.error.issues));
}
