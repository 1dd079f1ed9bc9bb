import { flagOf, VARIABLES, type VariableName } from '../config.ts';
import { OPERATIONS } from './all.ts';
import type { ExitCode, ProcessCall } from './operation.ts';
import { sortArgs } from './sort-args.ts';

/** Runs what the arguments of `katydid-server` name: `serve`, where they begin with a flag or not at all. */
export async function runOperation(args: readonly string[], call: ProcessCall): Promise<ExitCode> {
  if (args.some((arg) => arg === '--help' || arg === '-h') || args[0] === 'help') {
    call.out(help());
    return 0;
  }
  const [first] = args;
  const named = first !== undefined && !first.startsWith('-');
  const operation = named ? OPERATIONS.find(({ name }) => name === first) : OPERATIONS[0];
  if (!operation) {
    const names = OPERATIONS.map(({ name }) => name).join(', ');
    call.err(`There is no operation ${first}. There are: ${names}.`);
    return 2;
  }
  const sorted = sortArgs(operation, named ? args.slice(1) : args);
  if (!sorted.ok) {
    call.err(sorted.error.message);
    return 2;
  }
  return operation.run({ ...call, ...sorted.value });
}

function help(): string {
  const operations = OPERATIONS.flatMap(({ name, takes, summary, flagHelp = [] }) => [
    `  ${[name, takes?.words].filter(Boolean).join(' ').padEnd(21)} ${summary}`,
    ...flagHelp.map((line) => `  ${' '.repeat(21)} ${line}`),
  ]);
  const variables = (Object.keys(VARIABLES) as VariableName[]).map(
    (name) => `  ${name.padEnd(21)} --${flagOf(name).padEnd(21)} ${VARIABLES[name]}`,
  );
  return [
    'katydid-server [OPERATION] [WORD …] [--FLAG VALUE …]',
    '',
    ...operations,
    '',
    'Each is told by its variable of the environment or by its flag, which wins:',
    '',
    ...variables,
  ].join('\n');
}
