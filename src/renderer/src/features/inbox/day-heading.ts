import type { Day, Instant } from '#domain/ids.ts';
import { dayOf, dayText } from '../../components/format-time.ts';

/** The day of a notification as its heading: `Today`, `Yesterday`, `Tue 17 Nov`. */
export function dayHeading(at: Instant, now: Instant, zone?: string): string {
  const day = dayOf(at, zone);
  const today = dayOf(now, zone);
  if (day === today) return 'Today';
  return day === dayBefore(today) ? 'Yesterday' : dayText(day, today);
}

function dayBefore(day: Day): Day {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}
