import fc from 'fast-check';
import { hostileJson, hostileText } from './hostile.ts';
import type { MalformedRequest } from './requests.ts';

/** What introspection tells. */
export const INTROSPECTION = `{ __schema {
  queryType { ...root } mutationType { ...root } subscriptionType { ...root }
} }
fragment root on __Type { fields { name args { name type { ...ref } } type { ...ref } } }
fragment ref on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }`;

interface TypeRef {
  readonly kind: string;
  readonly name: string | null;
  readonly ofType?: TypeRef | null;
}

interface RootField {
  readonly name: string;
  readonly args: readonly { readonly name: string; readonly type: TypeRef }[];
  readonly type: TypeRef;
}

type Root = { readonly fields: readonly RootField[] } | null;

/** The answer to INTROSPECTION. */
export interface Introspected {
  readonly __schema: {
    readonly queryType: Root;
    readonly mutationType: Root;
    readonly subscriptionType: Root;
  };
}

/** Hostile documents, wrong arguments to every root field, wrong variables. */
export function malformedGraphql({ __schema }: Introspected): fc.Arbitrary<MalformedRequest> {
  const fields = [
    ...(__schema.queryType?.fields ?? []).map((field) => ({ field, word: 'query' })),
    ...(__schema.mutationType?.fields ?? []).map((field) => ({ field, word: 'mutation' })),
    ...(__schema.subscriptionType?.fields ?? []).map((field) => ({ field, word: 'subscription' })),
  ];
  const calls = fc.constantFrom(...fields).chain(({ field, word }) =>
    fc.tuple(...field.args.map(() => hostileJson), fc.boolean()).map((drawn) => {
      const values = drawn.slice(0, -1).map(String);
      return drawn.at(-1) === true
        ? withVariables(word, field, values)
        : withLiterals(word, field, values);
    }),
  );
  return fc
    .oneof(
      { weight: 6, arbitrary: calls },
      { weight: 2, arbitrary: fc.constantFrom(...DOCUMENTS).map((query) => bodyOf(query, '{}')) },
      { weight: 1, arbitrary: hostileText.map((query) => bodyOf(query, '{}')) },
      { weight: 1, arbitrary: hostileJson.map((variables) => bodyOf('{ me { id } }', variables)) },
      { weight: 1, arbitrary: hostileJson },
      { weight: 1, arbitrary: hostileText.map((name) => named(name)) },
    )
    .map((json) => ({
      method: 'POST',
      path: '/graphql',
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(json),
    }));
}

const LOOP = 'fragment a on Query { ...b } fragment b on Query { ...a }';

const DOCUMENTS = [
  '',
  '{',
  '}',
  '{ }',
  '{ __typename '.repeat(500),
  `${'{ me '.repeat(5000)}${'}'.repeat(5000)}`,
  `{ issues { nodes ${'{ relations { other '.repeat(20)}{ id }${' } }'.repeat(20)} } }`,
  `{ ...a } ${LOOP}`,
  'fragment a on Query { ...a } { ...a }',
  `{ ${Array.from({ length: 1000 }, (_, n) => `a${n}: __typename`).join(' ')} }`,
  `{ ${Array.from({ length: 60 }, (_, n) => `a${n}: issues(first: 100) { nodes { id } }`).join(' ')} }`,
  `{ ${'__typename '.repeat(3000)} }`,
  `{ ${'... { '.repeat(200)} __typename ${'} '.repeat(200)} }`,
  `{ __typename ${'@include(if: true) '.repeat(500)} }`,
  `query ($a: ${'['.repeat(1000)}Int${']'.repeat(1000)}) { __typename }`,
  `{ issues(q: ${'['.repeat(3000)}${']'.repeat(3000)}) { nodes { id } } }`,
  `{ issues(q: ${'{a:'.repeat(500)}1${'}'.repeat(500)}) { nodes { id } } }`,
  'query a { __typename } query a { __typename }',
  'query a { __typename } query b { __typename }',
  '{ __type(name: "Query") { fields { type { fields { type { fields { name } } } } } } }',
  '{ issue(id: "\\u0000") { id } }',
  '{ issue(id: "\\ud800") { id } }',
  '{ issue(id: """ \\""" """) { id } }',
  '{ issues(first: 99999999999999999999) { nodes { id } } }',
  '{ issues(first: -1, after: "x") { nodes { id } } }',
  '{ __proto__ constructor toString }',
  'subscription { a b }',
  'subscription { __typename }',
  'type Query { a: Int }',
  'extend schema { query: Query }',
  '\ufeff{ __typename }',
  '{ __typename } # \0',
  'query ($v: Query) { __typename }',
  'query ($v: Nonesuch!) { __typename }',
  'query ($__proto__: Int) { __typename }',
] as const;

function bodyOf(query: string, variables: string): string {
  return `{"query":${JSON.stringify(query)},"variables":${variables}}`;
}

function named(name: string): string {
  return JSON.stringify({ query: 'query a { __typename }', operationName: name });
}

function withVariables(word: string, field: RootField, values: readonly string[]): string {
  const declared = field.args.map(({ name, type }) => `$${name}: ${written(type)}`);
  const given = field.args.map(({ name }) => `${name}: $${name}`);
  const variables = field.args.map(({ name }, at) => `${JSON.stringify(name)}:${values[at]}`);
  const document = `${word} ${inBrackets(declared)} { ${field.name}${inBrackets(given)} ${selection(field.type)} }`;
  return bodyOf(document, `{${variables.join()}}`);
}

/** JSON without quotes around names is nearly the language of literals. */
function withLiterals(word: string, field: RootField, values: readonly string[]): string {
  const given = field.args.map(
    ({ name }, at) => `${name}: ${values[at]?.replace(/"(\w+)":/g, '$1:')}`,
  );
  return bodyOf(`${word} { ${field.name}${inBrackets(given)} ${selection(field.type)} }`, '{}');
}

function inBrackets(parts: readonly string[]): string {
  return parts.length === 0 ? '' : `(${parts.join(', ')})`;
}

function selection({ kind, ofType }: TypeRef): string {
  if (ofType) return selection(ofType);
  return kind === 'SCALAR' || kind === 'ENUM' ? '' : '{ __typename }';
}

function written({ kind, name, ofType }: TypeRef): string {
  if (!ofType) return name ?? '';
  return kind === 'NON_NULL' ? `${written(ofType)}!` : `[${written(ofType)}]`;
}
