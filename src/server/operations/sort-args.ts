import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { rejection } from '#domain/rejection.ts';
import { protectNegations } from '#engine/protect-negations.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import { flagOf, VARIABLES, type VariableName } from '../config.ts';
import type { Operation, OperationCall } from './operation.ts';

/** Tells the words and flags of an operation from the flags of the configuration. */
export function sortArgs(
  { name, takes, flags = {} }: Operation,
  args: readonly string[],
): Result<Pick<OperationCall, 'args' | 'words' | 'flags'>> {
  const { words = '', count: [least, most] = [0, 0] } = takes ?? {};
  const usage = `katydid-server ${[name, words].filter(Boolean).join(' ')} [--FLAG VALUE …]; katydid-server --help lists the flags.`;
  const ofConfig: ParseArgsOptionsConfig = Object.fromEntries(
    (Object.keys(VARIABLES) as VariableName[]).map((variable) => [
      flagOf(variable),
      { type: 'string' },
    ]),
  );
  try {
    const { values, positionals } = parseArgs({
      args: words.includes('QUERY') ? protectNegations(args) : [...args],
      options: { ...ofConfig, ...flags },
      allowPositionals: true,
    });
    if (positionals.length < least || positionals.length > most) {
      return failure(rejection('VALIDATION', `Usage: ${usage}`));
    }
    const given = Object.entries(values);
    return success({
      args: given.flatMap(([flag, value]) => (flag in ofConfig ? [`--${flag}=${value}`] : [])),
      words: positionals,
      flags: Object.fromEntries(given.filter(([flag]) => flag in flags)) as OperationCall['flags'],
    });
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split(/[.\n]/)[0] ?? '') : String(error);
    return failure(rejection('VALIDATION', `${reason}. Usage: ${usage}`));
  }
}
