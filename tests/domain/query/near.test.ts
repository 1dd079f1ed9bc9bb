import { describe, expect, it } from 'vitest';
import { nearest } from '#domain/query/near.ts';

const NAMES = ['status', 'severity', 'sort', 'assignee', 'is', 'Ana'];

describe('what was probably meant', () => {
  it.each<[written: string, meant: string | undefined]>([
    ['severty', 'severity'],
    ['sevreity', 'severity'],
    ['SEVERITY', 'severity'],
    ['sev', 'severity'],
    ['asignee', 'assignee'],
    ['statsu', 'status'],
    ['sotr', 'sort'],
    ['si', 'is'],
    ['anna', 'Ana'],
    ['st', 'status'],
    ['x', undefined],
    ['', undefined],
    ['colour', undefined],
    ['assignedperson', undefined],
  ])('by %j is %j', (written, meant) => {
    expect(nearest(written, NAMES)).toBe(meant);
  });

  it('takes the closest, and of two equally close the first', () => {
    expect(nearest('tesk', ['desk', 'test'])).toBe('desk');
    expect(nearest('tesst', ['text', 'test'])).toBe('test');
  });

  it('swaps, adds, leaves out and changes a letter at the price of one slip', () => {
    for (const slip of ['acb', 'abbc', 'bc', 'abx']) expect(nearest(slip, ['abc'])).toBe('abc');
    for (const slips of ['cba', 'aabbc', 'b', 'xbx'])
      expect(nearest(slips, ['abc'])).toBeUndefined();
  });
});
