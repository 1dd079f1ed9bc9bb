import { describe, expect, test } from 'vitest';
import { sortOf, withSort } from '#renderer/features/issue-list/query-sort.ts';

describe('the order of a query', () => {
  test.each([
    ['as it says', 'tag:a sort:severity,-updated', ['severity', '-updated']],
    ['last changed first, where it says nothing', 'tag:a', ['-updated']],
    ['by rank, where it searches words', 'crash', []],
    ['not to be told, where it is mistaken', 'sort:sevrity', []],
  ])('%s', (_, text, expected) => {
    const shown = sortOf(text).map(({ field, falling }) => (falling ? `-${field}` : field));
    expect(shown).toEqual(expected);
  });
});

describe('another order', () => {
  const severity = [{ field: 'severity', falling: false }] as const;

  test.each([
    ['is put at the end', 'tag:a', 'tag:a sort:severity'],
    ['takes the place of the one before', 'sort:-key tag:a', 'tag:a sort:severity'],
    ['leaves a word being typed at the end', 'tag:a cras', 'tag:a sort:severity cras'],
    ['follows a word that was ended', 'cras ', 'cras sort:severity'],
    ['follows a phrase', '"two words"', '"two words" sort:severity'],
    ['stands alone', '', 'sort:severity'],
  ])('%s', (_, before, after) => {
    expect(withSort(before, severity)).toBe(after);
  });

  test('none takes it out', () => {
    expect(withSort('tag:a sort:severity', [])).toBe('tag:a');
  });
});
