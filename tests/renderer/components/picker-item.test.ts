import { describe, expect, it } from 'vitest';
import {
  filterPickerItems,
  isNameTaken,
  type PickerItem,
} from '#renderer/components/picker-item.ts';

const items: readonly PickerItem[] = [
  { id: '1', label: 'Tomás Rey', detail: '@tomas' },
  { id: '2', label: 'Mina Okafor', detail: '@mina', keywords: 'manager' },
  { id: '3', label: 'ﬁle system' },
];

describe('what is typed into a picker', () => {
  it.each([
    ['', ['1', '2', '3']],
    ['  ', ['1', '2', '3']],
    ['tomas', ['1']],
    ['TOMÁS', ['1']],
    ['rey tom', ['1']],
    ['@mi', ['2']],
    ['manager', ['2']],
    ['file', ['3']],
    ['tomas mina', []],
  ])('%j finds %j', (query, ids) => {
    expect(filterPickerItems(items, query).map(({ id }) => id)).toEqual(ids);
  });

  it('is a name that is taken, whatever its case and marks', () => {
    expect(isNameTaken(items, 'tomas rey')).toBe(true);
    expect(isNameTaken(items, 'tomas')).toBe(false);
  });
});
