import { describe, expect, test } from 'vitest';
import {
  COLUMN_IDS,
  readColumns,
  USUAL_COLUMNS,
  withColumnMoved,
  writeColumns,
} from '#renderer/features/issue-list/column-setting.ts';

test('what was chosen is read as it was written', () => {
  const chosen = {
    order: withColumnMoved(COLUMN_IDS, 'status', -3),
    shown: new Set(['key', 'title', 'status'] as const),
    widths: { status: 140 },
  };
  expect(readColumns(writeColumns(chosen))).toEqual(chosen);
});

describe('a setting that says less, or nonsense', () => {
  test.each([
    ['nothing', undefined],
    ['no JSON', '{'],
    ['another kind of value', '[1]'],
    ['null', 'null'],
  ])('%s: as usual', (_, setting) => {
    expect(readColumns(setting)).toEqual(USUAL_COLUMNS);
  });

  test('columns that are not known are passed over, and new ones stand at the end', () => {
    const { order } = readColumns('{"order":["title","colour","title","key"]}');
    expect(order.slice(0, 2)).toEqual(['title', 'key']);
    expect([...order].sort()).toEqual([...COLUMN_IDS].sort());
  });

  test('key and title are always shown', () => {
    expect(readColumns('{"shown":["type"]}').shown).toEqual(new Set(['type', 'key', 'title']));
  });

  test('widths stay within what can be used', () => {
    const setting = '{"widths":{"key":5,"tags":9000,"status":"wide","other":80}}';
    expect(readColumns(setting).widths).toEqual({ key: 24, tags: 600 });
  });
});

test.each([
  ['to the front', 'title', -1, ['severity', 'title', 'key']],
  ['to the end', 'severity', 1, ['key', 'severity', 'title']],
  ['no further than there are places', 'severity', -1, ['severity', 'key', 'title']],
] as const)('a column moves %s', (_, id, by, expected) => {
  expect(withColumnMoved(['severity', 'key', 'title'], id, by)).toEqual(expected);
});
