import type { Day, Instant } from '#domain/ids.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** English words, the order of day and month without doubt, and 24 hours. */
const LOCALE = 'en-GB';

/** Where a time is told; the zone of this device unless told. */
type Zone = string | undefined;

type Parts = Readonly<Record<'year' | 'month' | 'day' | 'weekday' | 'hour' | 'minute', string>>;

const formats = new Map<Zone, Intl.DateTimeFormat>();

function partsOf(at: Instant, zone: Zone): Parts {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(LOCALE, {
      ...(zone === undefined ? {} : { timeZone: zone }),
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(zone, format);
  }
  const parts = Object.fromEntries(
    format.formatToParts(at).map(({ type, value }) => [type, value]),
  );
  // Some versions of the locale data write "Sept", the others have three letters.
  return { ...parts, month: (parts.month ?? '').slice(0, 3) } as Parts;
}

/** For lists: `now`, `12 min`, `2 h` within the last day, then `19 Nov`, then `Nov 2024`. */
export function shortTime(at: Instant, now: Instant, zone?: string): string {
  const age = now - at;
  if (age >= -MINUTE && age < MINUTE) return 'now';
  if (age >= 0 && age < HOUR) return `${Math.floor(age / MINUTE)} min`;
  if (age >= 0 && age < DAY) return `${Math.floor(age / HOUR)} h`;
  const { year, month, day } = partsOf(at, zone);
  return year === partsOf(now, zone).year ? `${day} ${month}` : `${month} ${year}`;
}

/** For comments and activity: `Today, 09:31`, `Yesterday, 17:41`, `19 Nov, 17:41`, `19 Nov 2024, 17:41`. */
export function stampTime(at: Instant, now: Instant, zone?: string): string {
  const { year, month, day, hour, minute } = partsOf(at, zone);
  const clock = `${hour}:${minute}`;
  const days = daysBetween(dayOf(at, zone), dayOf(now, zone));
  if (days === 0) return `Today, ${clock}`;
  if (days === 1) return `Yesterday, ${clock}`;
  const thisYear = year === partsOf(now, zone).year;
  return thisYear ? `${day} ${month}, ${clock}` : `${day} ${month} ${year}, ${clock}`;
}

/** The whole of it, for a tooltip: `Tue 18 Nov 2025, 16:40`. */
export function fullTime(at: Instant, zone?: string): string {
  const { weekday, day, month, year, hour, minute } = partsOf(at, zone);
  return `${weekday} ${day} ${month} ${year}, ${hour}:${minute}`;
}

/** A calendar day: `Tue 24 Nov`, with its year where that is not this one. */
export function dayText(day: Day, today: Day): string {
  const { weekday, day: number, month, year } = partsOf(Date.parse(day), 'UTC');
  const short = `${weekday} ${number} ${month}`;
  return day.slice(0, 4) === today.slice(0, 4) ? short : `${short} ${year}`;
}

/** How far a day is: `today`, `tomorrow`, `in 4 days`, `2 days ago`. */
export function dayDistance(day: Day, today: Day): string {
  const days = daysBetween(today, day);
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  if (days === -1) return 'yesterday';
  return days > 0 ? `in ${days} days` : `${-days} days ago`;
}

/** The calendar day of a moment. */
export function dayOf(at: Instant, zone?: string): Day {
  const format = new Intl.DateTimeFormat('sv-SE', zone === undefined ? {} : { timeZone: zone });
  return format.format(at);
}

function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
}
