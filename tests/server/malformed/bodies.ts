import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { hostileJson } from './hostile.ts';

/** The part of JSON Schema that the document speaks and that bodies are made from. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly unknown[];
}

/** What a route says of its body. */
export interface BodySpec {
  readonly schema: JsonSchema;
  readonly example: unknown;
  /** Of `#/components/schemas/…`. */
  readonly named: Readonly<Record<string, JsonSchema>>;
}

/** Where in a body something stands. */
type Path = readonly (string | number)[];
type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Stands in a value until its JSON text is made. */
const HOLE = '\u0001hole\u0001';
const BYTES_OVER_LIMIT = 2 * 1024 * 1024 + 1;

/** Bodies that the schema refuses, or that only look right. */
export function malformedBody(spec: BodySpec): fc.Arbitrary<Buffer> {
  const example = spec.example as Json;
  const fields = fieldsOf(spec.schema, spec);
  const here = placesIn(example);
  const places = [...fields.map(({ path }) => path), ...here];
  const anywhere = fc.constantFrom(...(places.length > 0 ? places : [[]]));
  const text: fc.Arbitrary<string> = fc.oneof(
    {
      weight: 8,
      arbitrary: fc
        .tuple(anywhere, hostileJson)
        .map(([path, value]) => textWith(example, path, value)),
    },
    {
      weight: fields.length > 0 ? 4 : 0,
      arbitrary: fc
        .constantFrom(...(fields.length > 0 ? fields : [{ path: [], schema: {} }]))
        .chain(({ path, schema }) =>
          fc.constantFrom(...beyond(schema)).map((value) => textWith(example, path, value)),
        ),
    },
    { weight: 2, arbitrary: anywhere.map((path) => JSON.stringify(without(example, path))) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom('extra', '__proto__', 'constructor', 'id', ''), hostileJson)
        .map(([name, value]) => withField(example, name, value)),
    },
    { weight: 2, arbitrary: hostileJson },
  );
  return fc.oneof(
    { weight: 12, arbitrary: text.map((json) => Buffer.from(json)) },
    { weight: 3, arbitrary: encoded(JSON.stringify(example)) },
  );
}

/** A body larger than any route takes; made when it is sent, since many would fill the memory. */
export function hugeBody(): Buffer {
  return Buffer.from(JSON.stringify({ title: 'x'.repeat(BYTES_OVER_LIMIT) }));
}

/** Right JSON in wrong bytes. */
function encoded(json: string): fc.Arbitrary<Buffer> {
  const bytes = Buffer.from(json);
  const insert = (part: readonly number[], at: number) =>
    Buffer.concat([bytes.subarray(0, at), Buffer.from(part), bytes.subarray(at)]);
  return fc.oneof(
    fc
      .tuple(
        fc.constantFrom([0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0]),
        fc.nat({ max: bytes.length }),
      )
      .map(([part, at]) => insert(part, at)),
    fc.nat({ max: bytes.length }).map((end) => bytes.subarray(0, end)),
    fc.constantFrom(
      Buffer.from(`\ufeff${json}`),
      Buffer.from(json, 'utf16le'),
      Buffer.from(`\ufeff${json}`, 'utf16le'),
      Buffer.from(`${json}${json}`),
      Buffer.from(`${json}\0`),
      Buffer.from(`{"a":"é"}`, 'latin1'),
      gzipSync(json),
      Buffer.alloc(0),
      Buffer.from(' '.repeat(1000)),
      Buffer.from('a=1&b=2'),
    ),
    fc.uint8Array({ maxLength: 40 }).map((random) => Buffer.from(random)),
  );
}

/** JSON texts just beyond what the schema of a field allows. */
function beyond(schema: JsonSchema): readonly [string, ...string[]] {
  const { type, maxLength = 0, maxItems = 0, minimum, maximum } = schema;
  return [
    type === 'string' ? '1' : '"text"',
    'null',
    ...(maxLength > 0 ? [JSON.stringify('x'.repeat(maxLength + 1))] : []),
    ...(maxItems > 0 ? [`[${Array.from({ length: maxItems + 1 }, () => '"a"').join()}]`] : []),
    ...(minimum === undefined ? [] : [String(minimum - 1), String(minimum)]),
    ...(maximum === undefined ? [] : [String(maximum + 1), String(maximum)]),
    ...(schema.enum === undefined ? [] : ['"nonesuch"']),
    ...(type === 'array' ? ['{}', '[[]]'] : []),
  ];
}

interface Field {
  readonly path: Path;
  readonly schema: JsonSchema;
}

/** Every field that a body may have, however deep; of a list, its first row's. */
function fieldsOf(of: JsonSchema, spec: BodySpec, at: Path = []): readonly Field[] {
  if (at.length > 5) return [];
  const name = of.$ref?.split('/').at(-1);
  const schema = name === undefined ? of : (spec.named[name] ?? {});
  const inside = [
    ...Object.entries(schema.properties ?? {}).flatMap(([field, part]) => [
      { path: [...at, field], schema: part },
      ...fieldsOf(part, spec, [...at, field]),
    ]),
    ...(schema.items === undefined ? [] : fieldsOf(schema.items, spec, [...at, 0])),
    ...(schema.anyOf ?? []).flatMap((part) => fieldsOf(part, spec, at)),
  ];
  return inside;
}

function placesIn(value: Json, at: Path = []): readonly Path[] {
  if (value === null || typeof value !== 'object') return [at];
  const parts = Object.entries(value).map(([name, part]) => {
    const key = Array.isArray(value) ? Number(name) : name;
    return placesIn(part, [...at, key]);
  });
  return [at, ...parts.flat()];
}

/** The JSON of `value` with `text` in the place that `path` names, which is made if need be. */
function textWith(value: Json, path: Path, text: string): string {
  return JSON.stringify(put(value, path)).replace(JSON.stringify(HOLE), () => text);
}

function put(value: Json, [name, ...rest]: Path): Json {
  if (name === undefined) return HOLE;
  const inner = isObject(value) ? (value[String(name)] ?? null) : null;
  if (typeof name === 'number') {
    const list = Array.isArray(value) ? value : [];
    return [...list.slice(0, name), put(list[name] ?? null, rest), ...list.slice(name + 1)];
  }
  return { ...(isObject(value) ? value : {}), [name]: put(inner, rest) };
}

function without(value: Json, [name, ...rest]: Path): Json {
  if (name === undefined) return null;
  if (Array.isArray(value)) {
    return value.flatMap((part: Json, at) =>
      at !== name ? [part] : rest.length === 0 ? [] : [without(part, rest)],
    );
  }
  if (!isObject(value)) return value;
  const { [String(name)]: part, ...others } = value;
  return rest.length === 0 || part === undefined
    ? others
    : { ...others, [name]: without(part, rest) };
}

function withField(value: Json, name: string, json: string): string {
  const fields = Object.entries(isObject(value) ? value : {}).map(
    ([field, part]) => `${JSON.stringify(field)}:${JSON.stringify(part)}`,
  );
  return `{${[...fields, `${JSON.stringify(name)}:${json}`].join()}}`;
}

function isObject(value: Json): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
