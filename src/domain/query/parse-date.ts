import type { AgeUnit, Comparison, DateField, DateMatch } from './ast.ts';
import { lastDayOfMonth } from './calendar.ts';
import { mayLackDate } from './fields.ts';
import type { ValueLexeme } from './lex.ts';
import { type Problem, problem, shortened } from './problem.ts';

const COMPARED = /^(<=|>=|<|>)(.*)$/s;
const AGE = /^([1-9]\d{0,3})([hdwmy])$/;
const PERIOD = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/;
const LOOSE_DAY = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/;

/** Years that a query may name: others are slips of the keyboard (`0226`). */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2999;

const FORMS =
  'Write 2026-03-14, 2026-03, 2026, a comparison such as >=2026-03-14, or an age such as <7d.';

/** Reads one alternative of `created:`, `updated:`, `resolved:`, `closed:` or `due:`. */
export function parseDate(field: DateField, value: ValueLexeme): DateMatch | Problem {
  const text = value.text.toLowerCase();
  if (text === 'none') {
    if (mayLackDate(field)) return { kind: 'none' };
    const message = `Every issue has a date in ${field}, so “none” at character ${value.at} would find nothing. Leave it out.`;
    return problem('malformed', value, message);
  }
  const [, operator, rest] = COMPARED.exec(text) ?? [];
  if (operator !== undefined && rest !== undefined) {
    return parseCompared(operator as Comparison, rest, value);
  }
  const dots = text.indexOf('..');
  if (dots >= 0) return parseRange(text.slice(0, dots), text.slice(dots + 2), value);
  if (isPeriod(text)) return { kind: 'in', period: text };
  return noDate(value, AGE.test(text) ? `<${text}` : repaired(text));
}

function parseCompared(
  operator: Comparison,
  rest: string,
  value: ValueLexeme,
): DateMatch | Problem {
  const [, amount, unit] = AGE.exec(rest) ?? [];
  if (amount !== undefined && unit !== undefined) {
    return { kind: 'age', operator, amount: Number(amount), unit: unit as AgeUnit };
  }
  if (isPeriod(rest)) return { kind: 'compare', operator, period: rest };
  if (rest === '') {
    const message = `Write a date or an age right after “${operator}” at character ${value.at}, such as ${operator}7d.`;
    return problem('unfinished', value, message);
  }
  const better = repaired(rest);
  return noDate(value, better === undefined ? undefined : operator + better);
}

/** `a..b`; with one end left out it is a comparison. */
function parseRange(from: string, to: string, value: ValueLexeme): DateMatch | Problem {
  if (from === '' && isPeriod(to)) return { kind: 'compare', operator: '<=', period: to };
  if (to === '' && isPeriod(from)) return { kind: 'compare', operator: '>=', period: from };
  if (!isPeriod(from) || !isPeriod(to)) {
    const [first, second] = [repaired(from), repaired(to)];
    return noDate(value, first && second ? `${first}..${second}` : undefined);
  }
  // Of two periods of which one holds the other, neither order is wrong.
  const common = Math.min(from.length, to.length);
  if (from.slice(0, common) > to.slice(0, common)) {
    const hint = `${to}..${from}`;
    const message = `The range “${value.text}” at character ${value.at} ends before it begins. Did you mean ${hint}?`;
    return problem('malformed', value, message, hint);
  }
  return { kind: 'range', from, to };
}

function noDate(value: ValueLexeme, hint: string | undefined): Problem {
  const advice = hint === undefined ? FORMS : `Did you mean ${hint}?`;
  const message = `“${shortened(value.text)}” at character ${value.at} is not a date. ${advice}`;
  return problem('malformed', value, message, hint);
}

function isPeriod(text: string): boolean {
  const [whole, year, month, day] = PERIOD.exec(text) ?? [];
  if (whole === undefined) return false;
  if (Number(year) < FIRST_YEAR || Number(year) > LAST_YEAR) return false;
  if (month === undefined) return true;
  if (Number(month) < 1 || Number(month) > 12) return false;
  if (day === undefined) return true;
  return Number(day) >= 1 && Number(day) <= lastDayOfMonth(Number(year), Number(month));
}

/** A day written with other signs, without zeros, or past its month's end, as it should be. */
function repaired(text: string): string | undefined {
  if (isPeriod(text)) return text;
  const [, year, month = '', day = ''] = LOOSE_DAY.exec(text) ?? [];
  if (year === undefined) return undefined;
  const last = lastDayOfMonth(Number(year), Number(month));
  const known = Math.min(Number(day), last);
  const period = `${year}-${month.padStart(2, '0')}-${String(known).padStart(2, '0')}`;
  return isPeriod(period) ? period : undefined;
}
