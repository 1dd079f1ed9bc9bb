import { expect, test } from 'vitest';
import { formatSize } from '#renderer/features/import/format-size.ts';

test.each([
  [0, '0 bytes'],
  [812, '812 bytes'],
  [999, '999 bytes'],
  [1000, '1 kB'],
  [6_240_000, '6.2 MB'],
  [148_000_000, '148 MB'],
  [5_000_000_000_000, '5,000 GB'],
])('%i is %s', (bytes, shown) => {
  expect(formatSize(bytes)).toBe(shown);
});
