import fc from 'fast-check';
import { expect, test } from 'vitest';
import { colour } from '#domain/severity/severity.ts';
import { colourFor, TAG_COLOURS } from '#renderer/features/manage/tag-colours.ts';

test('every name has one of the colours, the same in any case', () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      expect(TAG_COLOURS).toContain(colourFor(name));
      expect(colourFor(name.toLowerCase())).toBe(colourFor(name));
    }),
  );
});

test.each(TAG_COLOURS)('%s is a colour that a tag may have', (one) => {
  expect(colour.parse(one)).toBe(one);
});
