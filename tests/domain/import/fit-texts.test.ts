import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitTexts, splitBody } from '#domain/import/fit-texts.ts';
import { issueDescription, issueTitle } from '#domain/issue/issue.ts';
import { utf8Bytes } from '#domain/text.ts';

const fitted = (over: Partial<Parameters<typeof fitTexts>[0]> = {}) =>
  fitTexts({ id: 'x#1', title: 'Title', description: 'Words', below: [], ...over });

describe('what fits is kept as it is', () => {
  it('and nothing is told', () => {
    expect(fitted()).toEqual({ title: 'Title', description: 'Words', continued: [], told: [] });
  });
});

describe('what does not fit is kept and told', () => {
  it('a long title is cut and stands whole above the description', () => {
    const title = `${'word '.repeat(60)}end`;
    const { title: cut, description, told } = fitted({ title });
    expect(cut).toHaveLength(255);
    expect(cut.endsWith('…')).toBe(true);
    expect(description).toBe(`${title}\n\nWords`);
    expect(told).toEqual([{ field: 'title', message: expect.stringContaining('too long') }]);
  });

  it('an empty title is named after the row', () => {
    expect(fitted({ title: ' \n' })).toMatchObject({
      title: '(no title) x#1',
      told: [{ field: 'title' }],
    });
  });

  it('what found no field stands below the description', () => {
    expect(fitted({ below: ['Label: a', 'os: b'] }).description).toBe('Words\n\nLabel: a\nos: b');
    expect(fitted({ description: '', below: ['Label: a'] }).description).toBe('Label: a');
  });

  it('a long description goes on in comments, each saying which it is', () => {
    const { description, continued, told } = fitted({ description: 'é'.repeat(70_000) });
    expect(utf8Bytes(description)).toBeLessThanOrEqual(64 * 1024);
    expect(continued.map((piece) => piece.split('\n')[0])).toEqual([
      '(continued 2 of 3)',
      '(continued 3 of 3)',
    ]);
    expect(told).toMatchObject([{ field: 'description' }]);
  });
});

describe('any texts', () => {
  it('fit, whatever they are', () => {
    const words = fc.string({ unit: 'grapheme', maxLength: 400 });
    fc.assert(
      fc.property(words, words, (title, description) => {
        const texts = fitted({ title, description });
        expect(issueTitle.parse(texts.title)).toBe(texts.title);
        expect(issueDescription.safeParse(texts.description).success).toBe(true);
      }),
    );
  });

  it('lose no character in being split', () => {
    const long = fc
      .tuple(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 40_000 }),
      )
      .map(([piece, times]) => piece.repeat(times));
    fc.assert(
      fc.property(long, (text) => {
        const pieces = splitBody(text);
        const bare = pieces.map((piece, i) =>
          i === 0 ? piece : piece.replace(/^\(.*?\)\n\n/, ''),
        );
        expect(bare.join('')).toBe(text);
        for (const piece of pieces) expect(utf8Bytes(piece)).toBeLessThanOrEqual(64 * 1024);
      }),
      { numRuns: 30 },
    );
  });
});
