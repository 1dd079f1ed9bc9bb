import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contrastRatio, legibleColour } from '#renderer/components/colour.ts';

/** --bg-active of each theme: the hardest ground that a shape stands on. */
const GROUND = { light: '#e6eae5', dark: '#232623' };

const anyColour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe('the contrast of two colours', () => {
  it.each([
    ['#000000', '#ffffff', 21],
    ['#ffffff', '#ffffff', 1],
    ['#767676', '#ffffff', 4.54],
  ])('%s on %s is %s', (a, b, ratio) => {
    expect(contrastRatio(a, b)).toBeCloseTo(ratio, 2);
    expect(contrastRatio(b, a)).toBeCloseTo(ratio, 2);
  });
});

describe('a colour that someone chose', () => {
  it('holds 3:1 in both themes, whatever it is', () => {
    fc.assert(
      fc.property(anyColour, (colour) => {
        const { light, dark } = legibleColour(colour);
        expect(contrastRatio(light, GROUND.light)).toBeGreaterThanOrEqual(3);
        expect(contrastRatio(dark, GROUND.dark)).toBeGreaterThanOrEqual(3);
      }),
    );
  });

  it('stays as it is where it holds already', () => {
    expect(legibleColour('#b43d08').light).toBe('#b43d08');
    expect(legibleColour('#fff7a8').dark).toBe('#fff7a8');
  });

  it('becomes the text colour where it is none', () => {
    expect(legibleColour('red')).toEqual({ light: '#191d19', dark: '#e8eae7' });
  });
});
