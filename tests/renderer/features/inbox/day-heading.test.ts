import { expect, test } from 'vitest';
import { dayHeading } from '#renderer/features/inbox/day-heading.ts';

const now = Date.parse('2026-03-01T10:00:00Z');

test.each([
  ['2026-03-01T00:00:00Z', 'Today'],
  ['2026-02-28T23:59:59Z', 'Yesterday'],
  ['2026-02-27T12:00:00Z', 'Fri 27 Feb'],
  ['2025-12-31T12:00:00Z', 'Wed 31 Dec 2025'],
])('%s stands under %s', (at, heading) => {
  expect(dayHeading(Date.parse(at), now, 'UTC')).toBe(heading);
});

test('the day is that of the place', () => {
  expect(dayHeading(Date.parse('2026-02-28T23:30:00Z'), now, 'Europe/Stockholm')).toBe('Today');
});
