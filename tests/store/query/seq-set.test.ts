import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSeqList, SeqSet } from '#store/query/seq-set.ts';

const seqs = fc.uniqueArray(fc.integer({ min: 0, max: 5000 }));
const sorted = (list: Iterable<number>) => [...list].sort((a, b) => a - b);

describe('a set of row numbers', () => {
  test('holds what was added, once', () => {
    fc.assert(
      fc.property(seqs, fc.integer({ min: 0, max: 5000 }), (list, other) => {
        const set = SeqSet.of([...list, ...list]);
        expect(set.size).toBe(list.length);
        expect(set.has(other)).toBe(list.includes(other));
        expect([...set.rising()]).toEqual(sorted(list));
      }),
    );
  });

  test('meets and leaves out as sets do', () => {
    fc.assert(
      fc.property(seqs, seqs, (left, right) => {
        const [a, b] = [SeqSet.of(left), SeqSet.of(right)];
        const both = sorted(left.filter((seq) => right.includes(seq)));
        const alone = sorted(left.filter((seq) => !right.includes(seq)));
        expect([[...a.and(b).rising()], a.and(b).size]).toEqual([both, both.length]);
        expect([[...a.without(b).rising()], a.without(b).size]).toEqual([alone, alone.length]);
      }),
    );
  });

  test('lets go of what is taken out, and of nothing else', () => {
    fc.assert(
      fc.property(seqs, seqs, (list, others) => {
        const set = SeqSet.of(list);
        for (const seq of [...others, ...others]) set.remove(seq);
        const left = sorted(list.filter((seq) => !others.includes(seq)));
        expect([[...set.rising()], set.size]).toEqual([left, left.length]);
      }),
    );
  });

  test('tells its newest, falling', () => {
    fc.assert(
      fc.property(seqs, fc.nat(100), (list, most) => {
        const falling = sorted(list).reverse();
        expect([...SeqSet.of(list).newest(most)]).toEqual(falling.slice(0, most));
      }),
    );
  });
});

test('a column that comes as one text is read in its order', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(2 ** 31 - 1), { minLength: 1, maxLength: 600 }), (list) => {
      expect([...readSeqList(list.join(','))]).toEqual(list);
    }),
  );
  expect([...readSeqList(null)]).toEqual([]);
});
