import { describe, expect, test } from 'vitest';
import {
  aroundHint,
  mistakeOf,
  readQuery,
  withHint,
} from '#renderer/features/query-box/query-mistake.ts';

describe('what a text says about itself', () => {
  test.each([
    ['nothing at all', '', null, 'ready'],
    ['words and terms', 'crash tag:refunds -status:closed', null, 'ready'],
    ['a value still to come, where the caret stands', 'crash tag:', 10, 'typing'],
    ['a value still to come, left behind', 'crash tag:', null, 'mistaken'],
    ['a value still to come, the caret elsewhere', 'tag: sort:key', 13, 'mistaken'],
    ['an open quote, where the caret stands', '"two words', 10, 'typing'],
    ['a field that does not exist', 'severty:major', 13, 'mistaken'],
    ['both: what is wrong is said', 'severty:major tag:', 18, 'mistaken'],
  ])('%s', (_, text, caret, state) => {
    expect(readQuery(text, caret).state).toBe(state);
  });

  test('the mistake stands at its place, with what should stand there', () => {
    expect(readQuery('crash severty:major', null)).toMatchObject({
      state: 'mistaken',
      mistake: { at: 7, length: 7, hint: 'severity' },
    });
  });
});

describe('what the host refused', () => {
  const rejection = { code: 'VALIDATION', message: 'No tag “refnds”.', field: 'query' } as const;

  test('a mistake in the query, at its place', () => {
    const details = { at: 5, length: 6, hint: 'refunds' };
    expect(mistakeOf({ ...rejection, details })).toEqual({
      ...details,
      message: rejection.message,
    });
  });

  test.each([
    ['another field', { ...rejection, field: 'timeZone', details: { at: 1, length: 1 } }],
    ['no place', rejection],
    ['a place that is none', { ...rejection, details: { at: 'here', length: 1 } }],
  ])('%s is no mistake of the query', (_, refused) => {
    expect(mistakeOf(refused)).toBeUndefined();
  });
});

test('the hint takes the place of the mistake, and the caret stands behind it', () => {
  const mistake = { at: 7, length: 7, message: '', hint: 'severity' };
  expect(withHint('crash severty:major', mistake)).toEqual({
    text: 'crash severity:major',
    caret: 14,
  });
});

describe('a message around its hint', () => {
  const mistake = { at: 1, length: 7, message: 'No field “severty”. Did you mean severity?' };

  test('is cut before and after it', () => {
    expect(aroundHint({ ...mistake, hint: 'severity' })).toEqual([
      'No field “severty”. Did you mean ',
      '?',
    ]);
  });

  test('stays whole without a hint, or where the hint is not part of it', () => {
    expect(aroundHint(mistake)).toBeNull();
    expect(aroundHint({ ...mistake, hint: 'priority' })).toBeNull();
  });
});
