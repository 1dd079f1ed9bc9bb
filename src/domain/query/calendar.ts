import type { Day } from '../ids.ts';

/** Days of the Gregorian calendar as numbers: 0 is 1970-01-01, 1 the day after. */
export type DayNumber = number;

export const DAY_MS = 86_400_000;

/** `month` from 1 to 12. Days before the first or after the last run into the neighbouring months. */
export function dayNumber(year: number, month: number, day: number): DayNumber {
  return Date.UTC(year, month - 1, day) / DAY_MS;
}

/** 28 to 31; `month` from 1 to 12. */
export function lastDayOfMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** `YYYY-MM-DD`. */
export function dayText(number: DayNumber): Day {
  return new Date(number * DAY_MS).toISOString().slice(0, 10);
}

/** What an age of thousands of years comes down to. */
const EARLIEST_YEAR = 1000;

/** So many months earlier, on the same day of the month or on the month's last. */
export function monthsBefore(number: DayNumber, months: number): DayNumber {
  const date = new Date(number * DAY_MS);
  const sinceYearNought = date.getUTCFullYear() * 12 + date.getUTCMonth() - months;
  const month = Math.max(sinceYearNought, EARLIEST_YEAR * 12);
  const [year, inYear] = [Math.floor(month / 12), (month % 12) + 1];
  return dayNumber(year, inYear, Math.min(date.getUTCDate(), lastDayOfMonth(year, inYear)));
}
