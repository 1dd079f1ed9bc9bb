import { type Expression, sql } from 'kysely';
import { DAY_MS, type DayNumber, dayText } from '#domain/query/calendar.ts';
import { isTimeZone, startOfDay } from '#domain/query/zone.ts';
import { rejection } from '#domain/rejection.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import type { FlowDayShape } from '#protocol/shapes.ts';
import { scopeOf, visible } from '#store/query/viewer.ts';
import type { Asker } from '../asker.ts';

export interface FlowRequest {
  /** `YYYY-MM-DD`, both days included. */
  readonly from: string;
  readonly to: string;
  /** An IANA zone, in which a day is a day. */
  readonly zone: string;
}

export const MOST_DAYS = 366;
/** Every zone's days begin at a multiple of it, since 1972 at least. */
const QUARTER_MS = 900_000;

type Reader = Pick<Asker, 'store' | 'user'>;

/**
 * How many of the issues that the asker sees were created and resolved on each day, and how many
 * were open at its end. What was reopened counts as never resolved, as its dates say.
 */
export async function flow(
  request: FlowRequest,
  asker: Reader,
): Promise<Result<readonly FlowDayShape[]>> {
  const asked = daysOf(request);
  if (!asked.ok) return asked;
  const days = asked.value;
  const starts = days.map((day) => startOfDay(day, request.zone));
  const [first = 0] = starts;
  const end = startOfDay((days.at(-1) ?? 0) + 1, request.zone);
  const created = await perDay(CREATED, starts, end, asker);
  const resolved = await perDay(RESOLVED, starts, end, asker);
  let open = await openBefore(first, asker);
  return success(
    days.map((day, place) => {
      const came = created[place] ?? 0;
      const went = resolved[place] ?? 0;
      open += came - went;
      return { day: dayText(day), created: came, resolved: went, open };
    }),
  );
}

const CREATED = sql<number>`issue.created_at`;
/** An import may bring an issue that was resolved before it says that it was created. */
const RESOLVED = sql<number>`case when issue.resolved_at < issue.created_at
  then issue.created_at else issue.resolved_at end`;

/** @param starts of the days, rising */
async function perDay(
  instant: Expression<number>,
  starts: readonly number[],
  end: number,
  { store: { read, dialect }, user }: Reader,
): Promise<readonly number[]> {
  const scope = await scopeOf(read, user);
  const quarter = sql<number>`${instant} / ${sql.lit(QUARTER_MS)}`;
  const { rows } = await sql<{ quarter: number | string; n: number | string }>`
    select ${quarter} as quarter, count(*) as n from issue
    where ${instant} >= ${starts[0] ?? 0} and ${instant} < ${end} and ${visible(scope, dialect)}
    group by 1 order by 1`.execute(read);
  const counts = starts.map(() => 0);
  let day = 0;
  for (const row of rows) {
    const at = Number(row.quarter) * QUARTER_MS;
    while (day + 1 < starts.length && (starts[day + 1] ?? 0) <= at) day += 1;
    counts[day] = (counts[day] ?? 0) + Number(row.n);
  }
  return counts;
}

async function openBefore(
  instant: number,
  { store: { read, dialect }, user }: Reader,
): Promise<number> {
  const scope = await scopeOf(read, user);
  const { n } = await read
    .selectFrom('issue')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('issue.created_at', '<', instant)
    .where((eb) =>
      eb.or([eb('issue.resolved_at', 'is', null), eb('issue.resolved_at', '>=', instant)]),
    )
    .where(visible(scope, dialect))
    .executeTakeFirstOrThrow();
  return Number(n);
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
