import { describe, expect, test } from 'vitest';
import { offerAt } from '#renderer/features/query-box/query-suggestions.ts';

const labels = (...args: Parameters<typeof offerAt>) =>
  offerAt(...args)?.suggestions.map(({ label }) => label) ?? [];

const tags = {
  at: 5,
  length: 2,
  suggestions: [
    { insert: 'refunds', label: 'refunds', detail: '3 issues' },
    { insert: 'regression', label: 'regression', detail: '9 issues' },
  ],
};

describe('without an answer of the host', () => {
  test.each([
    ['nothing is suggested for the first letter', 's', []],
    ['fields are, from the second one', 'st', ['status:']],
    ['a closed field has its values', 'type:', ['bug', 'task']],
    ['text in quotes gets nothing', '"status', []],
    ['a value that is whole is not offered again', 'type:task', []],
  ])('%s', (_, text, expected) => {
    expect(labels(text, text.length, undefined, true)).toEqual(expected);
  });
});

describe('with an answer of the host', () => {
  test('its suggestions are offered', () => {
    expect(labels('tag:re', 6, tags, false)).toEqual(['refunds', 'regression']);
  });

  test('until the next one is there, the last one is sifted by what was typed', () => {
    expect(labels('tag:reg', 7, tags, true)).toEqual(['regression']);
  });

  test('an answer for another place is not offered', () => {
    expect(labels('reporter:re', 11, tags, true)).not.toContain('refunds');
  });
});

test('what a suggestion replaces is what stands in the text now', () => {
  expect(offerAt('tag:reg', 7, tags, true)?.span).toEqual({ at: 5, length: 3 });
});
