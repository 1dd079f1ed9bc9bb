import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tagColourFor } from '#domain/import/tag-colour.ts';
import { colour } from '#domain/severity/severity.ts';

describe('the colour of a tag that comes by name', () => {
  it('is a colour, and the same every time', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(colour.parse(tagColourFor(name))).toBe(tagColourFor(name));
      }),
    );
  });
});
