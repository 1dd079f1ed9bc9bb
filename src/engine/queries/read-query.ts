import type { Query } from '#domain/query/ast.ts';
import { checkValues } from '#domain/query/check-values.ts';
import { parse } from '#domain/query/parse.ts';
import type { Problem } from '#domain/query/problem.ts';
import { queryRejection } from '#domain/query/problem.ts';
import { isTimeZone } from '#domain/query/zone.ts';
import { rejection } from '#domain/rejection.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import { knownValues, type NameReader } from './known-values.ts';

/** Parses a query and checks its values for this asker: a mistake is named, never an empty list. */
export async function readQuery(text: string, asker: NameReader): Promise<Result<Query>> {
  const parsed = parse(text);
  if (!parsed.ok) return refusal(parsed.problems);
  const problems = checkValues(parsed.query, await knownValues(parsed.query, asker));
  return problems.length > 0 ? refusal(problems) : success(parsed.query);
}

export function readZone(zone: string): Result<string> {
  if (isTimeZone(zone)) return success(zone);
  return failure(
    rejection('VALIDATION', `There is no time zone “${zone}”. Write one such as Europe/Berlin.`, {
      field: 'timeZone',
    }),
  );
}

function refusal(problems: readonly Problem[]): Result<never> {
  const [first, ...others] = problems;
  if (!first) throw new Error('A query was refused without a problem.');
  return failure(queryRejection([first, ...others]));
}
