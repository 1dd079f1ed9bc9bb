import { describe, expect, it } from 'vitest';
import {
  type Asker,
  type BoundedDate,
  dayBounds,
  instantBounds,
  today,
} from '#domain/query/dates.ts';
import { parse } from '#domain/query/parse.ts';

function dateOf(text: string): BoundedDate {
  const parsed = parse(`due:${text}`);
  const [term] = parsed.ok ? parsed.query.terms : [];
  const value = term?.kind === 'date' ? term.values[0]?.value : undefined;
  if (value === undefined || value.kind === 'none') throw new Error(`no date: ${text}`);
  return value;
}

const at = (now: string, zone: string): Asker => ({ now: Date.parse(now), zone });
const ZURICH = at('2026-03-31T22:30:00.000Z', 'Europe/Zurich');

describe('times within a date', () => {
  it.each<[text: string, asker: Asker, from: string | null, before: string | null]>([
    ['2026-03-14', at('2026-01-01', 'UTC'), '2026-03-14T00:00:00.000Z', '2026-03-15T00:00:00.000Z'],
    ['2026-03-14', ZURICH, '2026-03-13T23:00:00.000Z', '2026-03-14T23:00:00.000Z'],
    ['2026-03-29', ZURICH, '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
    ['2026-10-25', ZURICH, '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
    ['2026-02', ZURICH, '2026-01-31T23:00:00.000Z', '2026-02-28T23:00:00.000Z'],
    ['2026-12', ZURICH, '2026-11-30T23:00:00.000Z', '2026-12-31T23:00:00.000Z'],
    ['2024', ZURICH, '2023-12-31T23:00:00.000Z', '2024-12-31T23:00:00.000Z'],
    ['>2026-03-14', ZURICH, '2026-03-14T23:00:00.000Z', null],
    ['>=2026-03-14', ZURICH, '2026-03-13T23:00:00.000Z', null],
    ['<2026-03-14', ZURICH, null, '2026-03-13T23:00:00.000Z'],
    ['<=2026-03-14', ZURICH, null, '2026-03-14T23:00:00.000Z'],
    ['>2026-03', ZURICH, '2026-03-31T22:00:00.000Z', null],
    ['<=2026', ZURICH, null, '2026-12-31T23:00:00.000Z'],
    ['2026-03-14..2026-03-15', ZURICH, '2026-03-13T23:00:00.000Z', '2026-03-15T23:00:00.000Z'],
    ['2026-01..2026-02', ZURICH, '2025-12-31T23:00:00.000Z', '2026-02-28T23:00:00.000Z'],
    ['<7d', ZURICH, '2026-03-24T22:30:00.001Z', null],
    ['<=7d', ZURICH, '2026-03-24T22:30:00.000Z', null],
    ['>7d', ZURICH, null, '2026-03-24T22:30:00.000Z'],
    ['>=7d', ZURICH, null, '2026-03-24T22:30:00.001Z'],
    ['>12h', ZURICH, null, '2026-03-31T10:30:00.000Z'],
    ['>2w', ZURICH, null, '2026-03-17T22:30:00.000Z'],
    ['>1m', at('2026-03-31T12:00:00Z', 'UTC'), null, '2026-02-28T12:00:00.000Z'],
    ['>13m', at('2026-03-31T12:00:00Z', 'UTC'), null, '2025-02-28T12:00:00.000Z'],
    ['>3m', at('2026-07-01T12:00:00Z', 'Europe/Zurich'), null, '2026-04-01T12:00:00.000Z'],
    ['>6m', at('2026-07-01T12:00:00Z', 'Europe/Zurich'), null, '2026-01-01T13:00:00.000Z'],
    ['>2y', at('2024-02-29T12:00:00Z', 'UTC'), null, '2022-02-28T12:00:00.000Z'],
    ['>9999y', at('2024-02-29T12:00:00Z', 'UTC'), null, '1000-01-29T12:00:00.000Z'],
  ])('%s for %o', (text, asker, from, before) => {
    const bounds = instantBounds(dateOf(text), asker);
    const iso = (instant: number | null) => instant && new Date(instant).toISOString();
    expect([iso(bounds.from), iso(bounds.before)]).toEqual([from, before]);
  });
});

describe('days within a date', () => {
  it.each<[text: string, from: string | null, before: string | null]>([
    ['2026-03-14', '2026-03-14', '2026-03-15'],
    ['2026-12', '2026-12-01', '2027-01-01'],
    ['2024', '2024-01-01', '2025-01-01'],
    ['>2024-02-28', '2024-02-29', null],
    ['>=2026-03-14', '2026-03-14', null],
    ['<2026-03', null, '2026-03-01'],
    ['<=2026-03', null, '2026-04-01'],
    ['2026-03-30..2026-04', '2026-03-30', '2026-05-01'],
    ['2999', '2999-01-01', '3000-01-01'],
    // In Zurich it is half past midnight, the first of April.
    ['<7d', '2026-03-26', null],
    ['<=7d', '2026-03-25', null],
    ['>7d', null, '2026-03-25'],
    ['>=7d', null, '2026-03-26'],
    ['>1w', null, '2026-03-25'],
    ['>1h', null, '2026-03-31'],
    ['>1m', null, '2026-03-01'],
    ['>1y', null, '2025-04-01'],
  ])('%s', (text, from, before) => {
    expect(dayBounds(dateOf(text), ZURICH)).toEqual({ from, before });
  });
});

it.each([
  ['Europe/Zurich', '2026-04-01'],
  ['UTC', '2026-03-31'],
  ['Pacific/Kiritimati', '2026-04-01'],
  ['Pacific/Pago_Pago', '2026-03-31'],
])('today in %s is %s', (zone, day) => {
  expect(today({ now: ZURICH.now, zone })).toBe(day);
});
