import { flagOf, VARIABLES, type VariableName } from '../config.ts';
import { OPERATIONS } from './all.ts';
import type { ExitCode, OperationCall } from './operation.ts';

/** Runs what the arguments of `katydid-server` name: `serve`, where they begin with a flag or not at all. */
export async function runOperation(
  args: readonly string[],
  call: Omit<OperationCall, 'args'>,
): Promise<ExitCode> {
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
  return operation.run({ ...call, args: named ? args.slice(1) : args });
}

function help(): string {
  const operations = OPERATIONS.map(({ name, summary }) => `  ${name.padEnd(14)} ${summary}`);
  const variables = (Object.keys(VARIABLES) as VariableName[]).map(
    (name) => `  ${name.padEnd(21)} --${flagOf(name).padEnd(21)} ${VARIABLES[name]}`,
  );
  return [
    'katydid-server [OPERATION] [--FLAG VALUE …]',
    '',
    ...operations,
    '',
    'Each is told by its variable of the environment or by its flag, which wins:',
    '',
    ...variables,
  ].join('\n');
}
