import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DuplicateHold } from '#domain/import/hold-duplicates.ts';

/** Lets rows through, written `name` or `name>target`; answers `name`, `name>target` or `name!lost`. */
function pass(rows: readonly string[]) {
  const hold = new DuplicateHold<string>();
  const out = rows.flatMap((row) => {
    const [name = '', target = null] = row.split('>');
    return hold.add(name, target, name);
  });
  return [...out, ...hold.finish()].map(({ item, target, lost }) =>
    target !== null ? `${item}>${target}` : lost !== null ? `${item}!${lost}` : item,
  );
}

describe('a row comes out', () => {
  it.each([
    ['at once where it duplicates nothing', 'a b', 'a b'],
    ['at once where its original is out', 'a b>a', 'a b>a'],
    ['after an original that comes later', 'b>a c a d', 'c a b>a d'],
    ['after a chain of them', 'c>b b>a x a', 'x a b>a c>b'],
    ['at the end, unlinked, where its original is not in the file', 'b>z a', 'a b!z'],
    ['after such a one, linked', 'c>b b>z', 'b!z c>b'],
    ['unlinked where it is its own original', 'a>a', 'a!a'],
    ['once out of a circle', 'a>b b>a', 'a!b b>a'],
    ['though it leads into a circle', 'c>a a>b b>a', 'a!b c>a b>a'],
    ['twice where it stands twice', 'a a', 'a a'],
    ['twice, first unlinked, where it waited', 'b>a b a', 'b!a b a'],
    ['unlinked where its second link would close a circle', 'a b>a a>b', 'a b>a a!b'],
  ])('%s', (_what, rows, out) => {
    expect(pass(rows.split(' ')).join(' ')).toBe(out);
  });
});

it('every row comes out once, after its original, and no circle is left', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
  const file = fc
    .uniqueArray(fc.tuple(name, fc.option(name)), { selector: ([one]) => one })
    .map((rows) => rows.map(([one, target]) => (target === null ? one : `${one}>${target}`)));
  fc.assert(
    fc.property(file, (rows) => {
      const out = pass(rows);
      const names = out.map((row) => row.charAt(0));
      expect(names.toSorted()).toEqual(rows.map((row) => row.charAt(0)).toSorted());
      out.forEach((row, at) => {
        if (row.charAt(1) === '>') expect(names.slice(0, at)).toContain(row.charAt(2));
      });
    }),
  );
});
