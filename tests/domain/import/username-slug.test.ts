import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { usernameFor } from '#domain/import/username-slug.ts';
import { username } from '#domain/user/user.ts';

describe('the username of a person who comes by name', () => {
  it.each([
    ['Ana', [], 'ana'],
    ['Ana', ['ana'], 'ana-2'],
    ['Ana', ['ana', 'ana-2'], 'ana-3'],
    ['Rolf Bjarne Kvinge [MSFT]', [], 'rolf-bjarne-kvinge-msft'],
    ['Jörn Größe', [], 'jorn-grosse'],
    ['Łukasz Ørsted', [], 'lukasz-orsted'],
    ['ana.li@example.org', [], 'ana.li'],
    ['x', [], 'person-x'],
    ['指定', [], 'person'],
    ['指定', ['person'], 'person-2'],
    ['..--', [], 'person'],
    ['a'.repeat(40), ['a'.repeat(32)], `${'a'.repeat(30)}-2`],
  ])('%s, with %j taken, is %s', (name, taken, slug) => {
    expect(usernameFor(name, new Set(taken))).toBe(slug);
  });

  it('is always a username, and always free', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const first = usernameFor(name, new Set());
        const second = usernameFor(name, new Set([first]));
        expect(username.parse(first)).toBe(first);
        expect(username.parse(second)).toBe(second);
        expect(second).not.toBe(first);
      }),
    );
  });
});
