import type { Day, Instant } from '../ids.ts';
import type { Comparison, DateMatch, Period } from './ast.ts';
import { DAY_MS, type DayNumber, dayNumber, dayText, monthsBefore } from './calendar.ts';
import { instantOf, localDay, startOfDay, wallTime } from './zone.ts';

/** For whom a date is read: the present instant and an IANA zone that `isTimeZone` accepts. */
export interface Asker {
  readonly now: Instant;
  readonly zone: string;
}

/** What a date must lie within; null leaves that side open. */
export interface Bounds<T> {
  /** The first that matches. */
  readonly from: T | null;
  /** The first after `from` that no longer matches. */
  readonly before: T | null;
}

/** A date to look for; `none` has no bounds and is asked as such. */
export type BoundedDate = Exclude<DateMatch, { kind: 'none' }>;

/** Bounds for times (created, updated, resolved, closed): whole days are days in the asker's zone. */
export function instantBounds(match: BoundedDate, asker: Asker): Bounds<Instant> {
  if (match.kind === 'age') return compared(match.operator, cutoff(match, asker));
  const { from, before } = dayRange(match);
  return {
    from: from === null ? null : startOfDay(from, asker.zone),
    before: before === null ? null : startOfDay(before, asker.zone),
  };
}

/** Bounds for days without a time (due). An age is counted from the asker's today. */
export function dayBounds(match: BoundedDate, asker: Asker): Bounds<Day> {
  const { from, before } =
    match.kind === 'age' ? compared(match.operator, cutoffDay(match, asker)) : dayRange(match);
  return {
    from: from === null ? null : dayText(from),
    before: before === null ? null : dayText(before),
  };
}

/** The asker's present day. */
export function today({ now, zone }: Asker): Day {
  return dayText(localDay(now, zone));
}

type Age = Extract<DateMatch, { kind: 'age' }>;

/** Newer (`<`) lies after the cutoff, older (`>`) before it. */
function compared(operator: Comparison, cutoff: number): Bounds<number> {
  switch (operator) {
    case '<':
      return { from: cutoff + 1, before: null };
    case '<=':
      return { from: cutoff, before: null };
    case '>':
      return { from: null, before: cutoff };
    case '>=':
      return { from: null, before: cutoff + 1 };
  }
}

/** Hours, days and weeks have a fixed length; months and years go by the calendar. */
function cutoff({ amount, unit }: Age, { now, zone }: Asker): Instant {
  const hours = hoursOf(amount, unit);
  if (hours !== null) return now - hours * (DAY_MS / 24);
  const wall = wallTime(now, zone);
  const day = Math.floor(wall / DAY_MS);
  return instantOf(wall - day * DAY_MS + monthsBefore(day, monthsOf(amount, unit)) * DAY_MS, zone);
}

function cutoffDay({ amount, unit }: Age, { now, zone }: Asker): DayNumber {
  if (unit === 'h') return localDay(now - amount * (DAY_MS / 24), zone);
  const day = localDay(now, zone);
  const hours = hoursOf(amount, unit);
  return hours === null ? monthsBefore(day, monthsOf(amount, unit)) : day - hours / 24;
}

function hoursOf(amount: number, unit: Age['unit']): number | null {
  if (unit === 'h') return amount;
  if (unit === 'd') return amount * 24;
  return unit === 'w' ? amount * 7 * 24 : null;
}

function monthsOf(amount: number, unit: Age['unit']): number {
  return unit === 'y' ? amount * 12 : amount;
}

function dayRange(match: Exclude<BoundedDate, Age>): Bounds<DayNumber> {
  if (match.kind === 'range') return { from: firstDay(match.from), before: dayAfter(match.to) };
  const { period } = match;
  if (match.kind === 'in') return { from: firstDay(period), before: dayAfter(period) };
  switch (match.operator) {
    case '<':
      return { from: null, before: firstDay(period) };
    case '<=':
      return { from: null, before: dayAfter(period) };
    case '>':
      return { from: dayAfter(period), before: null };
    case '>=':
      return { from: firstDay(period), before: null };
  }
}

function firstDay(period: Period): DayNumber {
  const [year = 1970, month = 1, day = 1] = period.split('-').map(Number);
  return dayNumber(year, month, day);
}

function dayAfter(period: Period): DayNumber {
  const [year = 1970, month, day] = period.split('-').map(Number);
  if (month === undefined) return dayNumber(year + 1, 1, 1);
  return day === undefined ? dayNumber(year, month + 1, 1) : dayNumber(year, month, day + 1);
}
