import fc from 'fast-check';
import { type BodySpec, type JsonSchema, malformedBody } from './bodies.ts';
import { hostileJson, hostileText, hostileUrlPart } from './hostile.ts';

/** One request as it goes over the wire, but for Authorization and Content-Length. */
export interface MalformedRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** `huge`: `hugeBody()`, made when it is sent. */
  readonly body: Buffer | 'huge' | null;
}

/** A route as the OpenAPI document describes it. */
export interface Operation {
  readonly method: string;
  /** Such as `/api/issues/{id}`. */
  readonly path: string;
  readonly query: readonly QueryParameter[];
  readonly body: BodySpec | null;
  /** Media types of the body. */
  readonly takes: readonly string[];
}

interface QueryParameter {
  readonly name: string;
  readonly required: boolean;
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
}

interface DescribedOperation {
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
  }[];
  readonly requestBody?: {
    readonly content: Readonly<
      Record<string, { readonly schema?: JsonSchema; readonly example?: unknown }>
    >;
  };
}

const JSON_TYPE = 'application/json';

/** Every route of the document. */
export function operationsOf({ paths, components }: OpenApi): readonly Operation[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { parameters = [], requestBody }]) => {
      const content = requestBody?.content ?? {};
      const { schema, example = {} } = content[JSON_TYPE] ?? {};
      return {
        method: method.toUpperCase(),
        path,
        query: parameters
          .filter((one) => one.in === 'query')
          .map(({ name, required = false }) => ({ name, required })),
        body: schema === undefined ? null : { schema, example, named: components.schemas },
        takes: Object.keys(content),
      };
    }),
  );
}

/**
 * Malformed requests to one route: each is wrong in its path, its query, its headers or its body, and
 * seldom in several. By chance one may be right.
 * @param ids of things that are there, for the parameters of the path
 */
export function malformedRequest(
  operation: Operation,
  ids: readonly string[],
): fc.Arbitrary<MalformedRequest> {
  const { method, body } = operation;
  const rightPath = fc
    .constantFrom(...(ids.length > 0 ? ids : ['']))
    .map((id) => pathWith(operation.path, id));
  const hasParameter = operation.path.includes('{');
  const wrongPath = hasParameter
    ? hostileUrlPart.map((part) => pathWith(operation.path, part))
    : fc
        .tuple(rightPath, fc.constantFrom('/', '//', '/%00', '/..', '%', ';a=1', '/__proto__'))
        .map(([path, end]) => path + end);
  const rightQuery = queryText(operation.query.filter(({ required }) => required).map(rightValue));
  const rightBody = body === null ? null : Buffer.from(JSON.stringify(body.example));
  const type: Readonly<Record<string, string>> =
    operation.takes[0] === undefined ? {} : { 'content-type': operation.takes[0] };
  const right = rightPath.map((path) => ({
    method,
    path: path + rightQuery,
    headers: type,
    body: rightBody,
  }));
  const anyBody =
    body === null ? hostileJson.map((json) => Buffer.from(json)) : malformedBody(body);
  return fc.oneof(
    {
      weight: body === null ? 1 : 10,
      arbitrary: fc.tuple(right, anyBody).map(([request, bytes]) => ({
        ...request,
        headers: { 'content-type': JSON_TYPE, ...type },
        body: bytes,
      })),
    },
    {
      weight: hasParameter ? 3 : 1,
      arbitrary: fc.tuple(right, wrongPath).map(([request, path]) => ({
        ...request,
        path: path + rightQuery,
      })),
    },
    {
      weight: operation.query.length > 0 ? 8 : 1,
      arbitrary: fc
        .tuple(right, rightPath, wrongQuery(operation))
        .map(([request, path, query]) => ({
          ...request,
          path: path + query,
        })),
    },
    {
      weight: 3,
      arbitrary: fc.tuple(right, wrongHeaders).map(([request, headers]) => ({
        ...request,
        headers: { ...request.headers, ...headers },
      })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(right, fc.constantFrom('TRACE', 'PROPFIND', 'OPTIONS', 'PUT'))
        .map(([request, other]) => ({ ...request, method: other })),
    },
  );
}

function pathWith(path: string, part: string): string {
  return path.replace(/\{\w+\}/, () => part);
}

function rightValue({ name }: QueryParameter): string {
  return `${name}=2026-01-01`;
}

function queryText(parts: readonly string[]): string {
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

/** What cursors are made of, made up. */
const wrongCursor = fc.oneof(
  hostileJson.map((json) => Buffer.from(json).toString('base64url')),
  fc
    .tuple(hostileText, hostileJson)
    .map(([of, at]) =>
      Buffer.from(`{"of":${JSON.stringify(of)},"at":${at}}`).toString('base64url'),
    ),
);

function wrongQuery({ query }: Operation): fc.Arbitrary<string> {
  const names = [...query.map(({ name }) => name), 'unknown', '__proto__', 'constructor'];
  const name = fc.constantFrom(...names);
  const pair = fc.tuple(name, hostileUrlPart).map(([one, value]) => `${one}=${value}`);
  const others = (given: string) =>
    query.filter((one) => one.required && one.name !== given.split('=')[0]).map(rightValue);
  return fc.oneof(
    { weight: 6, arbitrary: pair.map((one) => queryText([...others(one), one])) },
    { weight: 2, arbitrary: fc.array(pair, { minLength: 2, maxLength: 5 }).map(queryText) },
    { weight: 1, arbitrary: pair.map((one) => queryText([...others(one), one, one])) },
    { weight: 2, arbitrary: wrongCursor.map((cursor) => `?cursor=${cursor}`) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '?',
        '??',
        '?&&&',
        '?=',
        '?=x',
        '?%',
        '?a[]=1&a[b]=2',
        `?${'a=1&'.repeat(1000)}`,
        '?page=1e400&pageSize=-1',
        '?page=999999999&pageSize=100',
        '?page=1&cursor=',
        '?#fragment',
      ),
    },
  );
}

/** What a header may carry: Latin-1 without control characters. */
const headerText = fc.oneof(
  fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((n) => String.fromCharCode(n)) }),
  fc.constantFrom(
    '',
    '\xff\xfe',
    '0',
    '-1',
    '1e9',
    '9'.repeat(400),
    '"',
    '*',
    ', ,,',
    '\t',
    'null',
  ),
);

const wrongHeaders: fc.Arbitrary<Readonly<Record<string, string>>> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        fc.constantFrom(
          'if-match',
          'idempotency-key',
          'last-event-id',
          'upload-offset',
          'range',
          'if-none-match',
          'content-type',
          'content-encoding',
          'accept',
          'origin',
          'cookie',
          'x-forwarded-for',
          'authorization',
        ),
        headerText,
      )
      .map(([name, value]) => ({ [name]: value })),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom<Readonly<Record<string, string>>>(
      { range: 'bytes=9-1' },
      { range: 'bytes=-0' },
      { range: 'bytes=-99999999999999999999' },
      { range: 'bytes=99999999999999999999-' },
      { range: `bytes=${'0-0,'.repeat(500)}1-1` },
      { range: 'items=0-1' },
      { 'if-match': '"1", W/"2", "x"' },
      { 'if-match': '"99999999999999999999"' },
      { 'if-match': '"1' },
      { 'idempotency-key': 'a'.repeat(201) },
      { 'idempotency-key': 'an old key' },
      { 'last-event-id': 'x:9223372036854775808' },
      { 'upload-offset': '9007199254740993' },
      { 'upload-offset': '999999999999999' },
      { 'content-type': 'text/plain' },
      { 'content-type': 'application/json; charset=utf-16' },
      { 'content-type': 'application/x-www-form-urlencoded' },
      { 'content-type': 'multipart/form-data; boundary=' },
      { 'content-type': 'application/json/json' },
      { 'content-type': ';' },
      { accept: 'text/event-stream' },
      { authorization: 'Bearer' },
      { authorization: `Bearer ${'a.'.repeat(2000)}` },
      { authorization: 'Basic YWRhOg==' },
      { cookie: 'a=b; '.repeat(1000) },
    ),
  },
  { weight: 1, arbitrary: fc.constant({ 'x-long': 'a'.repeat(20_000) }) },
  {
    weight: 1,
    arbitrary: fc.constant(
      Object.fromEntries(Array.from({ length: 1500 }, (_, n) => [`x-${n}`, 'a'])),
    ),
  },
);
