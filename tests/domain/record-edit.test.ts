import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeEdit, sameValue } from '#domain/record-edit.ts';
import { NOW } from '#tests/support/rows.ts';

const json = fc.jsonValue({ maxDepth: 3 });

describe('equality by value', () => {
  it('holds for a copy, whatever the order of its keys', () => {
    const turned = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(turned);
      if (typeof value !== 'object' || value === null) return value;
      const entries = Object.entries(value).map(([key, part]) => [key, turned(part)] as const);
      return Object.fromEntries(entries.toReversed());
    };
    fc.assert(
      fc.property(json, (value) => {
        expect(sameValue(value, turned(value))).toBe(true);
      }),
    );
  });

  it('holds for two values exactly when their canonical JSON is the same', () => {
    const canonical = (value: unknown): string => {
      if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
      if (typeof value !== 'object' || value === null) return JSON.stringify(value);
      const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
      return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`).join()}}`;
    };
    fc.assert(
      fc.property(json, json, (a, b) => {
        expect(sameValue(a, b)).toBe(canonical(a) === canonical(b));
      }),
    );
  });

  it.each([
    [[], {}],
    [
      [1, 2],
      [2, 1],
    ],
    [{ a: 1 }, { a: 1, b: 2 }],
    [{ a: undefined }, { b: undefined }],
    [null, {}],
    ['1', 1],
  ])('does not hold for %j and %j', (a, b) => {
    expect(sameValue(a, b)).toBe(false);
    expect(sameValue(b, a)).toBe(false);
  });
});

describe('two people, one field', () => {
  const row = { title: 'now', updatedAt: NOW };

  it.each([
    ['unchanged since', 'now', 'wish', 'apply'],
    ['already as wished', 'before', 'now', 'same'],
    ['already as wished, and seen so', 'now', 'now', 'same'],
  ])('%s', (_what, from, to, expected) => {
    expect(judgeEdit(row, { field: 'title', from, to })).toBe(expected);
  });

  it('changed since', () => {
    expect(judgeEdit(row, { field: 'title', from: 'before', to: 'wish' })).toMatchObject({
      rejection: {
        code: 'CONFLICT',
        field: 'title',
        details: [
          { field: 'title', from: 'before', yours: 'wish', theirs: 'now', by: null, at: NOW },
        ],
      },
    });
  });
});
