import { expect, test } from 'vitest';
import { byUse, readRecent, withRecent } from '#renderer/features/frame/project-order.ts';

const projects = [
  { key: 'BUG', openCount: 0 },
  { key: 'PAY', openCount: 12 },
  { key: 'TIL', openCount: 30 },
  { key: 'WEB', openCount: 12 },
];
const keys = (recent: readonly string[]) => byUse(projects, recent).map(({ key }) => key);

test('without any use those with the most open issues come first, then by key', () => {
  expect(keys([])).toEqual(['TIL', 'PAY', 'WEB', 'BUG']);
});

test('those used last come first', () => {
  expect(keys(['BUG', 'WEB'])).toEqual(['BUG', 'WEB', 'TIL', 'PAY']);
});

test('a project that is gone takes no place', () => {
  expect(keys(['GONE', 'BUG'])).toEqual(['BUG', 'TIL', 'PAY', 'WEB']);
});

test('use puts a project in front, once', () => {
  expect(withRecent(['PAY', 'TIL'], 'TIL')).toBe('TIL PAY');
  expect(readRecent(withRecent([], 'PAY'))).toEqual(['PAY']);
});

test('only the last twenty are remembered', () => {
  const many = Array.from({ length: 30 }, (_, i) => `P${i}`);
  expect(readRecent(withRecent(many, 'NEW'))).toEqual(['NEW', ...many.slice(0, 19)]);
});

test('nothing is remembered at first', () => {
  expect(readRecent(undefined)).toEqual([]);
});
