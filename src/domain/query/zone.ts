import type { Instant } from '../ids.ts';
import { DAY_MS, type DayNumber } from './calendar.ts';

/**
 * Wall clocks of IANA time zones, by Intl alone. A wall time is written as the instant at which a
 * clock in UTC shows the same.
 */
type WallTime = number;

/** Making a formatter takes far longer than using it; what it answers never changes. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const made = formatters.get(zone);
  if (made !== undefined) return made;
  const formatter = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(zone, formatter);
  return formatter;
}

/** Whether this is a zone that the functions here know (`Europe/Zurich`, `UTC`). */
export function isTimeZone(zone: string): boolean {
  try {
    formatterOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** What a clock in the zone shows at the instant. */
export function wallTime(instant: Instant, zone: string): WallTime {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatterOf(zone).formatToParts(instant)) {
    parts[type] = Number(value);
  }
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const milliseconds = ((instant % 1000) + 1000) % 1000;
  return Date.UTC(year, month - 1, day, hour, minute, second, milliseconds);
}

/** The day that the zone's calendar shows at the instant. */
export function localDay(instant: Instant, zone: string): DayNumber {
  return Math.floor(wallTime(instant, zone) / DAY_MS);
}

/**
 * When a clock in the zone first shows this time. A time that the clock leaps over (also a whole day,
 * where a zone crossed the date line) begins at the leap.
 */
export function instantOf(wall: WallTime, zone: string): Instant {
  const offsets = [wall - DAY_MS, wall + DAY_MS].map((near) => wallTime(near, zone) - near);
  const candidates = offsets.map((offset) => wall - offset).sort((a, b) => a - b);
  const exact = candidates.find((instant) => wallTime(instant, zone) === wall);
  return exact ?? leap(candidates, wall, zone);
}

/** The first instant between the two candidates at which the clock is past `wall`. */
function leap(candidates: readonly Instant[], wall: WallTime, zone: string): Instant {
  let [before = 0, after = 0] = candidates;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (wallTime(middle, zone) > wall) after = middle;
    else before = middle;
  }
  return after;
}

/** When the day begins there: a day has 23, 24 or 25 hours, and some do not begin at 0:00. */
export function startOfDay(day: DayNumber, zone: string): Instant {
  return instantOf(day * DAY_MS, zone);
}
