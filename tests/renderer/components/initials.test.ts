import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { avatarPair, initialsOf } from '#renderer/components/initials.ts';

describe('the initials of a name', () => {
  it.each([
    ['Ana Lindqvist', 'AL'],
    ['Maria del Carmen Ruiz', 'MR'],
    ['Prince', 'PR'],
    ['x', 'X'],
    ['ana.lindqvist', 'AL'],
    ['李文', '李文'],
    ['👩‍🚀 Space', '👩‍🚀S'],
    ['  ', '?'],
    ['', '?'],
  ])('%s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});

describe('the colour pair of a person', () => {
  it('is one of six, always the same', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        expect([1, 2, 3, 4, 5, 6]).toContain(avatarPair(id));
        expect(avatarPair(id)).toBe(avatarPair(id));
      }),
    );
  });

  it('uses all six', () => {
    const pairs = new Set(Array.from({ length: 100 }, (_, i) => avatarPair(`user-${i}`)));
    expect(pairs.size).toBe(6);
  });
});
