import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeText } from '#domain/merge-text.ts';

const base = 'one\ntwo\nthree\nfour\nfive';

describe('two changes of one text', () => {
  it.each([
    [
      'in different places',
      'ONE\ntwo\nthree\nfour\nfive',
      'one\ntwo\nthree\nfour\nFIVE',
      'ONE\ntwo\nthree\nfour\nFIVE',
    ],
    [
      'the same change',
      'one\n2\nthree\nfour\nfive',
      'one\n2\nthree\nfour\nfive',
      'one\n2\nthree\nfour\nfive',
    ],
    [
      'the same line, and one more elsewhere',
      'one\n2\nthree\nfour\n5',
      'one\n2\nthree\nfour\nfive',
      'one\n2\nthree\nfour\n5',
    ],
    [
      'a line added and a line taken away',
      `zero\n${base}`,
      'one\ntwo\nthree\nfour',
      'zero\none\ntwo\nthree\nfour',
    ],
    ['only yours', 'other', base, 'other'],
    ['only theirs', base, 'other', 'other'],
  ])('merge when they are %s', (_what, yours, theirs, text) => {
    expect(mergeText(base, yours, theirs)).toEqual({ clean: true, text });
  });

  it.each([
    ['the same line', 'one\n2\nthree\nfour\nfive', 'one\nzwei\nthree\nfour\nfive'],
    [
      'one rewrites what the other takes away',
      'one\n2\nthree\nfour\nfive',
      'one\nthree\nfour\nfive',
    ],
    ['both add at the end', `${base}\nsix`, `${base}\nsechs`],
  ])('are left to a person when they touch: %s', (_what, yours, theirs) => {
    expect(mergeText(base, yours, theirs)).toEqual({ clean: false });
  });
});

describe('any merge', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c', '', ' '), { maxLength: 8 })
    .map((lines) => lines.join('\n'));

  it('with an unchanged side is the other side', () => {
    fc.assert(
      fc.property(text, text, (from, to) => {
        expect(mergeText(from, to, from)).toEqual({ clean: true, text: to });
        expect(mergeText(from, from, to)).toEqual({ clean: true, text: to });
        expect(mergeText(from, to, to)).toEqual({ clean: true, text: to });
      }),
    );
  });

  it('is the same whoever comes first', () => {
    fc.assert(
      fc.property(text, text, text, (from, yours, theirs) => {
        expect(mergeText(from, yours, theirs)).toEqual(mergeText(from, theirs, yours));
      }),
    );
  });

  it('makes no line up and loses none that both kept', () => {
    fc.assert(
      fc.property(text, text, text, (from, yours, theirs) => {
        const merge = mergeText(from, yours, theirs);
        if (!merge.clean) return;
        const known = new Set([yours, theirs].flatMap((one) => one.split('\n')));
        for (const line of merge.text.split('\n')) expect(known).toContain(line);
      }),
    );
  });
});
