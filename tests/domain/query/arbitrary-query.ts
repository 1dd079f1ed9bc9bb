import fc from 'fast-check';
import { ISSUE_TYPES, PRIORITIES, RESOLUTIONS } from '#domain/issue/issue.ts';
import type { Choice, DateMatch, Person, Query, Term } from '#domain/query/ast.ts';
import { HAS_FLAG_NAMES, IS_FLAG_NAMES, SORT_FIELD_NAMES } from '#domain/query/fields.ts';
import { isLoneCharacter } from '#domain/query/fold.ts';
import { isBareText } from '#domain/query/lex.ts';
import { endsInWord, words } from '#domain/query/words.ts';

/** Places stand for nothing in a generated query: a printed one is compared without them. */
const NOWHERE = { at: 0, length: 0 };

export function withoutPlaces(query: Query): unknown {
  return JSON.parse(JSON.stringify(query), (key, value) =>
    key === 'at' || key === 'length' ? undefined : value,
  );
}

/** Pieces that tread on the language's toes: signs, fields, quotes, scripts, broken characters. */
const PIECES = [
  ...[
    '"',
    '""',
    '-',
    '--',
    ':',
    '::',
    ',',
    '=',
    '..',
    '<',
    '>',
    '>=',
    ' ',
    '  ',
    '\t',
    '\n',
    '\u3000',
  ],
  ...['status:', '-is:', 'sort:', 'env:', 'created:', 'due:', 'key:', 'tag:', 'nope:', 'Assignee:'],
  ...['open', 'none', 'me', 'closed,open', '-updated', '<7d', '2026-03', '2026-02-30..', 'PAY-12'],
  ...[
    'crash',
    'Straße',
    'os=Android',
    'don’t',
    '数据库',
    '数',
    '한국',
    'e\u0301',
    '\u0301',
    '👩‍👩‍👧',
    'ﷺ',
  ],
  ...['\0', '\ud800', '\udc00', '\ufeff', '\u200d', '\\', '/', '%', '_', '*', '(', "'", '𝒳', '1'],
];

/** Text as a person or an attacker may type it. */
export const anyText = fc.oneof(
  fc
    .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'grapheme', maxLength: 4 })), {
      maxLength: 14,
    })
    .map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

const name = anyText.map((text) => text.normalize('NFC').trim()).filter((text) => text !== '');

function choices<V>(value: fc.Arbitrary<V>): fc.Arbitrary<Choice<V>[]> {
  return fc.array(
    value.map((one) => ({ ...NOWHERE, value: one })),
    { minLength: 1, maxLength: 3 },
  );
}

const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const period = fc.tuple(day, fc.constantFrom(4, 7, 10)).map(([text, end]) => text.slice(0, end));
const operator = fc.constantFrom('<' as const, '<=' as const, '>' as const, '>=' as const);

const bounded: fc.Arbitrary<DateMatch> = fc.oneof(
  period.map((value) => ({ kind: 'in' as const, period: value })),
  fc.record({ kind: fc.constant('compare' as const), operator, period }),
  fc.tuple(period, period).map(([a, b]) => {
    const [from, to] = a < b ? [a, b] : [b, a];
    return { kind: 'range' as const, from, to };
  }),
  fc.record({
    kind: fc.constant('age' as const),
    operator,
    amount: fc.integer({ min: 1, max: 9999 }),
    unit: fc.constantFrom('h' as const, 'd' as const, 'w' as const, 'm' as const, 'y' as const),
  }),
);
const person: fc.Arbitrary<Person> = fc.oneof(
  fc.constantFrom({ kind: 'me' as const }, { kind: 'none' as const }),
  fc.oneof(name, fc.constantFrom('me', 'none', 'ana.l')).map((username) => ({
    kind: 'user' as const,
    username,
  })),
);

const option = fc.constantFrom;
const is = <K extends string>(kind: K) => fc.constant(kind);

const fieldTerm = fc
  .tuple(
    fc.oneof(
      fc.record({ kind: is('type'), values: choices(option(...ISSUE_TYPES)) }),
      fc.record({ kind: is('priority'), values: choices(option(...PRIORITIES)) }),
      fc.record({ kind: is('resolution'), values: choices(option(...RESOLUTIONS, null)) }),
      fc.record({ kind: is('is'), values: choices(option(...IS_FLAG_NAMES)) }),
      fc.record({ kind: is('has'), values: choices(option(...HAS_FLAG_NAMES)) }),
      fc.record({
        kind: is('name'),
        field: option('project' as const, 'status' as const, 'severity' as const),
        values: choices(fc.oneof(name, option('none', 'Major', 'in_progress'))),
      }),
      fc.record({ kind: is('tag'), values: choices(fc.oneof(name, option('none', 'c++', null))) }),
      fc.record({
        kind: is('person'),
        field: option('assignee' as const, 'reporter' as const),
        values: choices(person),
      }),
      fc.record({
        kind: is('key'),
        values: choices(
          fc.record({
            project: fc.stringMatching(/^[A-Z][A-Z0-9]{1,9}$/),
            number: fc.integer({ min: 1, max: 999_999_999 }),
          }),
        ),
      }),
      fc.record({
        kind: is('env'),
        values: choices(
          fc.option(fc.record({ key: fc.option(name), text: fc.oneof(name, is('none')) })),
        ),
      }),
      fc.record({
        kind: is('date'),
        field: option('created' as const, 'updated' as const),
        values: choices(bounded),
      }),
      fc.record({
        kind: is('date'),
        field: option('resolved' as const, 'closed' as const, 'due' as const),
        values: choices(
          fc.oneof(
            bounded,
            is('none').map((kind) => ({ kind })),
          ),
        ),
      }),
    ),
    fc.boolean(),
  )
  .map(([shape, negated]): Term => ({ ...NOWHERE, negated, ...shape }));

const searched = anyText.filter((text) => words(text).length > 0);

const textTerm = fc.tuple(searched, fc.boolean()).map(([text, negated]): Term => {
  const found = words(text);
  const prefix = isLoneCharacter(found.at(-1) ?? '');
  return { ...NOWHERE, kind: 'text', negated, text, words: found, prefix };
});

/** The word at the end of the query, still being typed. */
const typedTerm = searched
  .filter((text) => isBareText(text, false) && endsInWord(text))
  .map(
    (text): Term => ({
      ...NOWHERE,
      kind: 'text',
      negated: false,
      text,
      words: words(text),
      prefix: true,
    }),
  );

const sortKeys = fc.uniqueArray(
  fc.record({
    at: fc.constant(0),
    length: fc.constant(0),
    field: option(...SORT_FIELD_NAMES),
    falling: fc.boolean(),
  }),
  { maxLength: 3, selector: (key) => key.field },
);

/** Any query that the parser could have made. */
export const anyQuery: fc.Arbitrary<Query> = fc
  .tuple(fc.array(fc.oneof(fieldTerm, textTerm), { maxLength: 6 }), fc.option(typedTerm), sortKeys)
  .map(([terms, typed, sort]) => ({ terms: typed === null ? terms : [...terms, typed], sort }));
