import { expect, it } from 'vitest';
import { readRange } from '#engine/blobs/byte-range.ts';

const part = (start: number, end: number) => ({ kind: 'part', start, end });
const whole = { kind: 'whole' };
const unsatisfiable = { kind: 'unsatisfiable' };

it.each([
  [undefined, 10, whole],
  ['bytes=0-0', 10, part(0, 0)],
  ['bytes=0-9', 10, part(0, 9)],
  ['bytes=2-5', 10, part(2, 5)],
  ['bytes=2-500', 10, part(2, 9)],
  ['bytes=2-99999999999999999999', 10, part(2, 9)],
  ['bytes=4-', 10, part(4, 9)],
  ['bytes=9-', 10, part(9, 9)],
  ['bytes=-3', 10, part(7, 9)],
  ['bytes=-10', 10, part(0, 9)],
  ['bytes=-11', 10, part(0, 9)],
  ['Bytes= 2-5 ', 10, part(2, 5)],
  ['bytes=10-', 10, unsatisfiable],
  ['bytes=10-12', 10, unsatisfiable],
  ['bytes=99999999999999999999-', 10, unsatisfiable],
  ['bytes=-0', 10, unsatisfiable],
  ['bytes=0-', 0, unsatisfiable],
  ['bytes=0-0', 0, unsatisfiable],
  ['bytes=-0', 0, unsatisfiable],
  ['bytes=-1', 0, whole],
  ['bytes=5-2', 10, whole],
  ['bytes=-', 10, whole],
  ['bytes=', 10, whole],
  ['bytes=a-b', 10, whole],
  ['bytes=1.5-2', 10, whole],
  ['bytes=0-1,3-4', 10, whole],
  ['lines=0-1', 10, whole],
  ['', 10, whole],
])('%j of %i bytes', (header, size, asked) => {
  expect(readRange(header, size)).toEqual(asked);
});
