import { z } from 'zod';
import { badArguments, sentenceOf } from '#domain/parse-args.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import type { Caller } from '../auth/caller.ts';
import type { Services } from '../services.ts';
import { readQuery } from './query-string.ts';
import type { Reply } from './reply.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
/** `caller`: somebody signed in; else 401. */
export type Who = 'caller' | 'anyone';

/** What a route reads and does. One value a route; a resource is an array of them. */
export interface RouteSpec<
  P extends z.ZodRawShape,
  Q extends z.ZodRawShape,
  B extends z.ZodType,
  A extends z.ZodType,
  W extends Who,
> {
  readonly method: Method;
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
  readonly examples: RouteExamples<B, A>;
  readonly run: (
    request: RouteRequest<P, Q, B, W>,
    services: Services,
  ) => Promise<Reply<z.input<A>>>;
}

/** What `/docs` shows; the tests hold them against the schemas. */
export interface RouteExamples<B extends z.ZodType, A extends z.ZodType> {
  readonly body?: z.input<B>;
  readonly answer: z.input<A>;
}

/** A request after its schemas have accepted it. */
export interface RouteRequest<
  P extends z.ZodRawShape,
  Q extends z.ZodRawShape,
  B extends z.ZodType,
  W extends Who,
> {
  readonly params: z.output<z.ZodObject<P>>;
  readonly query: z.output<z.ZodObject<Q>>;
  readonly body: z.output<B>;
  readonly caller: W extends 'caller' ? Caller : null;
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

/** A route whose types have been checked against each other, for lists of many. */
export interface Route {
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  readonly description: string | null;
  readonly tag: string;
  readonly auth: Who;
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
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
>(spec: RouteSpec<P, Q, B, A, W>): Route {
  const params = z.strictObject(spec.params ?? ({} as P));
  const query = z.strictObject(spec.query ?? ({} as Q));
  const body = spec.body ?? (noBody as z.ZodType as B);
  return {
    method: spec.method,
    path: spec.path,
    summary: spec.summary,
    description: spec.description ?? null,
    tag: spec.tag,
    auth: spec.auth,
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
      const readParams = parse(params, incoming.params);
      if (!readParams.ok) return readParams;
      const given = readQuery(incoming.query);
      if (!given.ok) return given;
      const readQueries = parse(query, given.value);
      if (!readQueries.ok) return readQueries;
      const readBody = parse(body, incoming.body);
      if (!readBody.ok) return readBody;
      return spec.run(
        {
          params: readParams.value,
          query: readQueries.value,
          body: readBody.value,
          caller: incoming.caller as RouteRequest<P, Q, B, W>['caller'],
          context: incoming.context,
        },
        services,
      );
    },
  };
}

/** Where no body is taken: nothing, or an object without fields. */
const noBody = z.strictObject({}).optional();

function parse<S extends z.ZodType>(schema: S, value: unknown): Result<z.output<S>> {
  const parsed = schema.safeParse(value, { error: sentenceOf });
  return parsed.success ? success(parsed.data) : failure(badArguments(parsed.error.issues));
}
