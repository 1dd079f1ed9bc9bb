import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokens } from '#domain/query/tokens.ts';
import { anyText } from './arbitrary-query.ts';

/** Tokens as `kind term text`; the term is left out between terms. */
function read(text: string): string[] {
  return tokens(text).map(({ kind, term, at, length }) =>
    [kind, term, JSON.stringify(text.slice(at - 1, at - 1 + length))]
      .filter((part) => part !== null)
      .join(' '),
  );
}

describe('the runs of a query', () => {
  it.each<[text: string, runs: string[]]>([
    ['', []],
    ['  ', ['space "  "']],
    [
      'crash -"log in" ',
      ['word 0 "crash"', 'space " "', 'minus 1 "-"', 'phrase 1 "\\"log in\\""', 'space " "'],
    ],
    ['-status:open', ['minus 0 "-"', 'name 0 "status"', 'colon 0 ":"', 'value 0 "open"']],
    [
      'tag: "a b" ,c x',
      [
        'name 0 "tag"',
        'colon 0 ":"',
        'space 0 " "',
        'value 0 "\\"a b\\""',
        'space 0 " "',
        'comma 0 ","',
        'value 0 "c"',
        'space " "',
        'word 1 "x"',
      ],
    ],
    ['severty: ', ['name 0 "severty"', 'colon 0 ":"', 'space 0 " "']],
    ['is:,', ['name 0 "is"', 'colon 0 ":"', 'comma 0 ","']],
    ['"open', ['phrase 0 "\\"open"']],
  ])('%j', (text, runs) => {
    expect(read(text)).toEqual(runs);
  });

  it('put together are the text, whatever it is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const runs = tokens(text);
        expect(runs.map(({ at, length }) => text.slice(at - 1, at - 1 + length)).join('')).toBe(
          text,
        );
        expect(runs.every(({ length }) => length > 0)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
