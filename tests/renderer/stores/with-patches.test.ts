import { expect, test } from 'vitest';
import { type PendingPatch, withPatches } from '#renderer/stores/with-patches.ts';

const row = { id: 'a', version: 4, title: 'Old', priority: 'low' as const };
const pending = (...patches: readonly PendingPatch[]) => new Map([['a', patches]]);

test('a row without a patch is the same object', () => {
  expect(withPatches(row, new Map())).toBe(row);
});

test('patches lie over the row, the latest on top', () => {
  const patches = pending(
    { base: 4, fields: { title: 'First', priority: 'high' } },
    { base: 4, fields: { title: 'Second' } },
  );
  expect(withPatches(row, patches)).toEqual({ ...row, title: 'Second', priority: 'high' });
});

test('a newer row has it already, or something better', () => {
  expect(withPatches(row, pending({ base: 3, fields: { title: 'Stale' } }))).toBe(row);
});

test('the patches of another row leave it alone', () => {
  expect(
    withPatches({ ...row, id: 'b' }, pending({ base: 9, fields: { title: 'No' } })).title,
  ).toBe('Old');
});
