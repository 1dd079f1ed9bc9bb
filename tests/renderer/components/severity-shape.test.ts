import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SEVERITY_SHAPES, severityShape } from '#renderer/components/severity-shape.ts';

const shapesOf = (count: number) =>
  Array.from({ length: count }, (_, i) => severityShape(i + 1, count));

describe('the shapes of a managed list', () => {
  it.each([
    [1, ['octagon']],
    [2, ['octagon', 'dash']],
    [3, ['octagon', 'diamond', 'dash']],
    [5, ['octagon', 'triangle', 'diamond', 'hollow', 'dash']],
    [7, ['octagon', 'triangle', 'triangle', 'diamond', 'hollow', 'hollow', 'dash']],
  ])('of %s', (count, shapes) => {
    expect(shapesOf(count)).toEqual(shapes);
  });

  it('never grow graver down the list, and keep the first and the last to the ends', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), (count) => {
        const places = shapesOf(count).map((shape) => SEVERITY_SHAPES.indexOf(shape));
        expect(places).toEqual([...places].sort((a, b) => a - b));
        expect(places.filter((place) => place === 0)).toHaveLength(1);
        expect(places.filter((place) => place === 4)).toHaveLength(1);
      }),
    );
  });
});
