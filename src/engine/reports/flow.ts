import { DAY_MS, type DayNumber, dayText } from '#domain/query/calendar.ts';
import { isTimeZone, startOfDay } from '#domain/query/zone.ts';
import { rejection } from '#domain/rejection.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import type { FlowDayShape } from '#protocol/shapes.ts';
import { scopeOf } from '#store/query/viewer.ts';
import { countFlow, countOpenAt, type QuarterCount } from '#store/reports/count-flow.ts';
import type { Asker } from '../asker.ts';

export interface FlowRequest {
  /** `YYYY-MM-DD`, both days included. */
  readonly from: string;
  readonly to: string;
  /** An IANA zone, in which a day is a day. */
  readonly zone: string;
}

export const MOST_DAYS = 366;

/**
 * How many of the issues that the asker sees were created and resolved on each day, and how many
 * were open at its end. What was reopened counts as never resolved, as its dates say.
 */
export async function flow(
  request: FlowRequest,
  { store: { read, dialect }, user }: Pick<Asker, 'store' | 'user'>,
): Promise<Result<readonly FlowDayShape[]>> {
  const asked = daysOf(request);
  if (!asked.ok) return asked;
  const days = asked.value;
  const starts = days.map((day) => startOfDay(day, request.zone));
  const [from = 0] = starts;
  const before = startOfDay((days.at(-1) ?? 0) + 1, request.zone);
  const scope = await scopeOf(read, user);
  const counted = async (what: 'created' | 'resolved') =>
    perDay(starts, await countFlow(read, dialect, scope, { what, from, before }));
  const created = await counted('created');
  const resolved = await counted('resolved');
  let open = await countOpenAt(read, dialect, scope, from);
  return success(
    days.map((day, place) => {
      const came = created[place] ?? 0;
      const went = resolved[place] ?? 0;
      open += came - went;
      return { day: dayText(day), created: came, resolved: went, open };
    }),
  );
}

/** @param starts of the days, rising */
function perDay(starts: readonly number[], quarters: readonly QuarterCount[]): readonly number[] {
  const counts = starts.map(() => 0);
  let day = 0;
  for (const { at, count } of quarters) {
    while (day + 1 < starts.length && (starts[day + 1] ?? 0) <= at) day += 1;
    counts[day] = (counts[day] ?? 0) + count;
  }
  return counts;
}

function daysOf({ from, to, zone }: FlowRequest): Result<readonly DayNumber[]> {
  if (!isTimeZone(zone)) return refused('tz', `There is no time zone “${zone}”.`);
  const first = dayNumber(from);
  const last = dayNumber(to);
  if (first === null) return refused('from', 'Write the first day as YYYY-MM-DD.');
  if (last === null) return refused('to', 'Write the last day as YYYY-MM-DD.');
  if (last < first) return refused('to', 'The last day is before the first. Exchange them.');
  const count = last - first + 1;
  if (count > MOST_DAYS) {
    return refused('to', `These are ${count} days; the limit is ${MOST_DAYS}. Ask for fewer.`);
  }
  return success(Array.from({ length: count }, (_, place) => first + place));
}

/** null: there is no such day. */
function dayNumber(text: string): DayNumber | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const day = Date.parse(`${text}T00:00:00Z`) / DAY_MS;
  return Number.isInteger(day) && dayText(day) === text ? day : null;
}

function refused(field: string, message: string): Result<never> {
  return failure(rejection('VALIDATION', message, { field }));
}
