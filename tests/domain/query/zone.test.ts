import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber } from '#domain/query/calendar.ts';
import { instantOf, isTimeZone, localDay, startOfDay, wallTime } from '#domain/query/zone.ts';

const iso = (instant: number) => new Date(instant).toISOString();
const HOUR = 3_600_000;

describe('a day begins', () => {
  it.each<[what: string, zone: string, day: string, begins: string]>([
    ['at midnight UTC', 'UTC', '2026-03-14', '2026-03-14T00:00:00.000Z'],
    ['in winter time', 'Europe/Zurich', '2026-01-10', '2026-01-09T23:00:00.000Z'],
    ['in summer time', 'Europe/Zurich', '2026-07-10', '2026-07-09T22:00:00.000Z'],
    ['far west', 'Pacific/Pago_Pago', '2026-03-14', '2026-03-14T11:00:00.000Z'],
    ['far east', 'Pacific/Kiritimati', '2026-03-14', '2026-03-13T10:00:00.000Z'],
    ['with a quarter hour', 'Asia/Kathmandu', '2026-03-14', '2026-03-13T18:15:00.000Z'],
    [
      'at one, where midnight was leapt over',
      'America/Sao_Paulo',
      '2018-11-04',
      '2018-11-04T03:00:00.000Z',
    ],
    ['at the first of two midnights', 'America/Havana', '2025-11-02', '2025-11-02T04:00:00.000Z'],
    [
      'with the day before it, where a day was left out',
      'Pacific/Apia',
      '2011-12-30',
      '2011-12-30T10:00:00.000Z',
    ],
    ['after the day left out', 'Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00.000Z'],
    ['before zones had whole minutes', 'Africa/Monrovia', '1971-01-10', '1971-01-10T00:44:30.000Z'],
  ])('%s: %s %s', (_, zone, day, begins) => {
    const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
    expect(iso(startOfDay(dayNumber(year, month, date), zone))).toBe(begins);
  });

  it.each<[zone: string, year: number, month: number, day: number, hours: number]>([
    ['Europe/Zurich', 2026, 3, 29, 23],
    ['Europe/Zurich', 2026, 10, 25, 25],
    ['Europe/Zurich', 2026, 3, 30, 24],
    ['America/Sao_Paulo', 2018, 11, 4, 23],
    ['Australia/Lord_Howe', 2026, 4, 5, 24.5],
    ['Pacific/Apia', 2011, 12, 30, 0],
    ['UTC', 2026, 3, 29, 24],
  ])('in %s, %i-%i-%i has %d hours', (zone, year, month, day, hours) => {
    const number = dayNumber(year, month, day);
    expect((startOfDay(number + 1, zone) - startOfDay(number, zone)) / HOUR).toBe(hours);
  });
});

const zones = fc.constantFrom(
  'UTC',
  'Europe/Zurich',
  'America/New_York',
  'America/Sao_Paulo',
  'America/St_Johns',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Asia/Beirut',
  'Asia/Tehran',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Chatham',
);
const instants = fc.integer({ min: Date.UTC(1950, 0, 1), max: Date.UTC(2100, 0, 1) });

describe('wall clocks', () => {
  it('every instant lies in the day that its calendar shows, or in one that came back', () => {
    fc.assert(
      fc.property(instants, zones, (instant, zone) => {
        expect(startOfDay(localDay(instant, zone), zone)).toBeLessThanOrEqual(instant);
      }),
      { numRuns: 500 },
    );
  });

  it('read back from what they show, an instant is itself or the same hour the first time', () => {
    fc.assert(
      fc.property(instants, zones, (instant, zone) => {
        const found = instantOf(wallTime(instant, zone), zone);
        expect(found).toBeLessThanOrEqual(instant);
        expect(wallTime(found, zone)).toBe(wallTime(instant, zone));
      }),
      { numRuns: 500 },
    );
  });

  it('keep milliseconds, before 1970 too', () => {
    expect(wallTime(1, 'UTC')).toBe(1);
    expect(wallTime(-1, 'UTC')).toBe(-1);
    expect(iso(wallTime(Date.UTC(2026, 0, 1, 0, 0, 0, 7), 'Asia/Tokyo'))).toBe(
      '2026-01-01T09:00:00.007Z',
    );
  });
});

it.each([
  ['Europe/Zurich', true],
  ['UTC', true],
  ['Etc/GMT+5', true],
  ['', false],
  ['Mars/Olympus', false],
  ['../etc', false],
])('%j is a zone: %j', (zone, expected) => {
  expect(isTimeZone(zone)).toBe(expected);
});
