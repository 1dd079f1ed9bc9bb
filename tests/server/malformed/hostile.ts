import fc from 'fast-check';

const LEVELS = 10_000;

/** Texts that break what reads, stores, searches or shows them. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      '',
      ' ',
      '\0',
      'a\0b',
      '\ud800',
      'a\udfff\ud800b',
      '\ufeffPAY',
      '\u202egnp.exe',
      '\u2028',
      '\r\nX-Header: 1',
      '__proto__',
      'constructor',
      'toString',
      "' OR 1=1 --",
      '%00',
      '%',
      '\\',
      '"',
      '../../../etc/passwd',
      '-1',
      '1e400',
      'NaN',
      'null',
      '2026-13-45',
      '0000-00-00',
      '+275760-09-13T00:00:00.001Z',
      '-271821-04-19T23:59:59.999Z',
      'PAY-99999999999999999999',
      'PAY-0',
      '00000000-0000-0000-0000-000000000000',
      'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
      '@everyone @ada @@ @',
      'is:open AND (NOT',
      'sort:sort:sort',
      'created>=9999-99-99..-5',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'x'.repeat(300),
      'é'.repeat(5000),
      '9'.repeat(400),
      '😀'.repeat(100),
      `a${'\u0301'.repeat(1000)}`,
      '('.repeat(2000),
      'NOT '.repeat(2000),
      '"'.repeat(1001),
      '`'.repeat(3000),
      '@a '.repeat(1000),
    ),
  },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 20 }) },
);

const hostileNumber = fc.constantFrom(
  '1e400',
  '-1e400',
  '1e-400',
  '-0',
  '0',
  '-1',
  '0.1',
  '2147483648',
  '-2147483649',
  '9007199254740993',
  '9223372036854775808',
  '-9223372036854775809',
  '9'.repeat(400),
);

const hostilePart = fc.constantFrom(
  'null',
  'true',
  'false',
  '[]',
  '{}',
  '[null]',
  '[[[[]]]]',
  '[1,"a",null,{}]',
  '{"length":1e9}',
  '{"toString":1,"valueOf":null}',
  '{"__proto__":{"role":"admin"}}',
  '{"\\u005f_proto__":1}',
  '{"constructor":{"prototype":{"role":"admin"}}}',
  '"\\u0000"',
  '"\\ud800"',
);

/** What is no JSON at all, or more of it than anybody may send. */
const unreadable = fc.constantFrom(
  'undefined',
  'NaN',
  '{',
  '"',
  '01',
  "'a'",
  '{"a":1,}',
  '"\u0001"',
  '"\\x"',
  '[1 2]',
  '['.repeat(LEVELS),
  `${'['.repeat(LEVELS)}${']'.repeat(LEVELS)}`,
  `${'{"a":'.repeat(LEVELS)}1${'}'.repeat(LEVELS)}`,
);

/** One value as JSON text, since not everything that can be sent can be stringified. */
export const hostileJson: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: hostileText.map((text) => JSON.stringify(text)) },
  { weight: 4, arbitrary: hostileNumber },
  { weight: 4, arbitrary: hostilePart },
  { weight: 1, arbitrary: unreadable },
  { weight: 2, arbitrary: fc.json({ maxDepth: 3 }) },
);

/** A value that stands in a URL: percent-encoded, or wrongly so. */
export const hostileUrlPart: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: hostileText.map((text) => encodeURIComponent(text.toWellFormed())) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '%',
      '%zz',
      '%ff',
      '%c0%80',
      '%ed%a0%80',
      '%00',
      '%25%32%66',
      '%2e%2e%2f',
      '\xff',
      'é',
      ';',
      '|{}^',
      'a'.repeat(5000),
    ),
  },
);
