import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tintPatches } from '#renderer/features/query-box/tint-runs.ts';

const shown = (text: string, mistake?: { at: number; length: number }) =>
  tintPatches(text, mistake).map(({ tinted, runs }) => ({
    tinted,
    text: runs.map((run) => run.text).join(''),
    mistaken: runs.flatMap((run) => (run.mistaken ? [run.text] : [])),
  }));

test('each field term is one tinted patch; words and spaces are not', () => {
  expect(shown('crash -status:closed,open "a b"')).toEqual([
    { tinted: false, text: 'crash', mistaken: [] },
    { tinted: false, text: ' ', mistaken: [] },
    { tinted: true, text: '-status:closed,open', mistaken: [] },
    { tinted: false, text: ' ', mistaken: [] },
    { tinted: false, text: '"a b"', mistaken: [] },
  ]);
});

test('a mistake is marked at its own letters', () => {
  expect(shown('severty:major', { at: 1, length: 7 })).toEqual([
    { tinted: true, text: 'severty:major', mistaken: ['severty'] },
  ]);
});

test('a mistake over several runs marks each of them', () => {
  const [patch] = shown('tag:a,b', { at: 4, length: 3 });
  expect(patch?.mistaken.join('')).toBe(':a,');
});

test('whatever is typed, the patches are its text, each at its place', () => {
  const pieces = fc.constantFrom(
    'tag:',
    'a',
    '"',
    ' ',
    ',',
    '-',
    'x y',
    'sort:-updated',
    'ü',
    '🐞',
  );
  const span = fc.record({
    at: fc.integer({ min: 1, max: 20 }),
    length: fc.integer({ min: 0, max: 9 }),
  });
  fc.assert(
    fc.property(fc.array(pieces), fc.option(span, { nil: undefined }), (parts, mistake) => {
      const text = parts.join('');
      let at = 0;
      for (const patch of tintPatches(text, mistake)) {
        expect(patch.at).toBe(at);
        at += patch.runs.reduce((sum, run) => sum + run.text.length, 0);
      }
      const joined = tintPatches(text, mistake).flatMap(({ runs }) => runs.map((run) => run.text));
      expect(joined.join('')).toBe(text);
    }),
  );
});
