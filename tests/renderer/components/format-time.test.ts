import { describe, expect, it } from 'vitest';
import {
  dayDistance,
  dayOf,
  dayText,
  fullTime,
  shortTime,
  stampTime,
} from '#renderer/components/format-time.ts';

const now = Date.parse('2025-11-20T12:06:00Z');

describe('a moment in a list', () => {
  it.each([
    ['2025-11-20T12:05:30Z', 'now'],
    ['2025-11-20T12:06:20Z', 'now'],
    ['2025-11-20T11:54:00Z', '12 min'],
    ['2025-11-20T11:06:01Z', '59 min'],
    ['2025-11-20T11:06:00Z', '1 h'],
    ['2025-11-19T12:06:01Z', '23 h'],
    ['2025-11-19T12:06:00Z', '19 Nov'],
    ['2025-09-03T12:00:00Z', '3 Sep'],
    ['2024-11-19T12:00:00Z', 'Nov 2024'],
    ['2025-11-21T12:00:00Z', '21 Nov'],
  ])('%s reads %s', (at, text) => {
    expect(shortTime(Date.parse(at), now, 'UTC')).toBe(text);
  });
});

describe('a moment at a comment', () => {
  it.each([
    ['2025-11-20T09:31:00Z', 'Today, 09:31'],
    ['2025-11-20T00:00:00Z', 'Today, 00:00'],
    ['2025-11-19T17:41:00Z', 'Yesterday, 17:41'],
    ['2025-11-18T16:40:00Z', '18 Nov, 16:40'],
    ['2024-11-18T16:40:00Z', '18 Nov 2024, 16:40'],
  ])('%s reads %s', (at, text) => {
    expect(stampTime(Date.parse(at), now, 'UTC')).toBe(text);
  });

  it('turns at midnight of its zone', () => {
    const late = Date.parse('2025-11-19T23:30:00Z');
    expect(stampTime(late, now, 'UTC')).toBe('Yesterday, 23:30');
    expect(stampTime(late, now, 'Europe/Berlin')).toBe('Today, 00:30');
    expect(dayOf(late, 'Europe/Berlin')).toBe('2025-11-20');
  });

  it('is told whole on hover', () => {
    expect(fullTime(Date.parse('2025-11-18T16:40:00Z'), 'UTC')).toBe('Tue 18 Nov 2025, 16:40');
  });
});

describe('a day', () => {
  it.each([
    ['2025-11-20', 'Thu 20 Nov', 'today'],
    ['2025-11-21', 'Fri 21 Nov', 'tomorrow'],
    ['2025-11-24', 'Mon 24 Nov', 'in 4 days'],
    ['2025-11-19', 'Wed 19 Nov', 'yesterday'],
    ['2025-11-18', 'Tue 18 Nov', '2 days ago'],
    ['2026-01-01', 'Thu 1 Jan 2026', 'in 42 days'],
  ])('%s reads %s, %s', (day, text, distance) => {
    expect(dayText(day, '2025-11-20')).toBe(text);
    expect(dayDistance(day, '2025-11-20')).toBe(distance);
  });
});
