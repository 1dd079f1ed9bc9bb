import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonText } from '#server/http/json-text.ts';

test('any value is put into words as JSON.stringify does, frozen or not, once and again', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.boolean(), (value, isFrozen) => {
      if (isFrozen) for (const item of Array.isArray(value) ? value : [value]) Object.freeze(item);
      const text = JSON.stringify(value);
      expect(jsonText(value)).toBe(text);
      expect(jsonText(value)).toBe(text);
    }),
  );
});

test('what may change is put into words anew', () => {
  const open = { title: 'Before' };
  expect(jsonText([open])).toBe('[{"title":"Before"}]');
  open.title = 'After';
  expect(jsonText([open])).toBe('[{"title":"After"}]');
});

test('nothing is said as null', () => {
  expect(jsonText(undefined)).toBe('null');
  expect(jsonText([undefined])).toBe('[null]');
});
