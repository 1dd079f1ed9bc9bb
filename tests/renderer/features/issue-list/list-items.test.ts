import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listItems } from '#renderer/features/issue-list/list-items.ts';

const group = (status: string, count: number) => ({
  status,
  label: status,
  category: 'todo',
  count,
});
const nothing: ReadonlySet<string> = new Set();

describe('a list without groups', () => {
  test('has one line for each issue', () => {
    const items = listItems(3, [], nothing);
    expect(items.count).toBe(3);
    expect(items.itemAt(2)).toEqual({ kind: 'issue', position: 2 });
    expect(items.indexOf(2)).toBe(2);
    expect(items.headOf(2)).toBeNull();
  });
});

describe('a list with groups', () => {
  const items = listItems(5, [group('open', 2), group('resolved', 3)], nothing);

  test('has a head above the issues of each', () => {
    const lines = Array.from({ length: items.count }, (_, index) => items.itemAt(index));
    expect(
      lines.map((item) => (item.kind === 'group' ? item.group.status : item.position)),
    ).toEqual(['open', 0, 1, 'resolved', 2, 3, 4]);
  });

  test('knows under which head a line stands', () => {
    expect([0, 1, 2, 3, 4].map((index) => items.headOf(index))).toEqual([0, 0, 0, 3, 3]);
    expect(items.headOfStatus('resolved')).toBe(3);
    expect(items.headOfStatus('closed')).toBeNull();
  });

  test('folded, a group keeps its head and its count, and its issues take no position', () => {
    const folded = listItems(5, [group('open', 2), group('resolved', 3)], new Set(['open']));
    expect(folded.count).toBe(5);
    expect(folded.rows).toBe(3);
    expect(folded.itemAt(0)).toMatchObject({ kind: 'group', group: { count: 2, collapsed: true } });
    expect(folded.itemAt(2)).toEqual({ kind: 'issue', position: 0 });
  });

  test('with everything folded there are heads alone', () => {
    const folded = listItems(5, [group('open', 2), group('done', 3)], new Set(['open', 'done']));
    expect([folded.count, folded.rows]).toEqual([2, 0]);
  });
});

test('every position stands on exactly one line, in its order', () => {
  const groups = fc.uniqueArray(
    fc.tuple(fc.string({ minLength: 1 }), fc.integer({ min: 1, max: 9 })),
    {
      selector: ([status]) => status,
      maxLength: 6,
    },
  );
  fc.assert(
    fc.property(groups, fc.array(fc.nat(5)), (drawn, folds) => {
      const shown = drawn.map(([status, count]) => group(status, count));
      const collapsed = new Set(folds.flatMap((index) => shown[index]?.status ?? []));
      const total = shown.reduce((sum, { count }) => sum + count, 0);
      const items = listItems(total, shown, collapsed);
      const positions = Array.from({ length: items.count }, (_, index) =>
        items.itemAt(index),
      ).flatMap((item) => (item.kind === 'issue' ? [item.position] : []));
      expect(positions).toEqual(Array.from({ length: items.rows }, (_, position) => position));
      for (const position of positions) {
        expect(items.itemAt(items.indexOf(position))).toEqual({ kind: 'issue', position });
      }
    }),
  );
});
