import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Rejection, rejection } from '#domain/rejection.ts';
import { protectNegations } from '#engine/protect-negations.ts';
import { defaultWorkspaceFolder } from '#engine/workspace-folder.ts';
import { FutureSchema, NotAStore, StoreBusy } from '#store/errors.ts';
import { COMMANDS } from './commands/all.ts';
import { type Answer, type Call, type CliCommand, WrongUsage } from './commands/command.ts';
import { commandHelp, overview } from './help.ts';
import type { Terminal } from './terminal.ts';

/** 0 done, 1 refused, 2 wrong usage (spec: Command line). */
export type ExitCode = 0 | 1 | 2;

const EVERYWHERE = {
  workspace: { type: 'string' },
  as: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Runs one call of the command line. Never throws. */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const json = args.includes('--json');
  try {
    return await dispatch(args, terminal);
  } catch (error) {
    if (error instanceof WrongUsage) {
      terminal.err(`${error.message}\n`);
      return 2;
    }
    return refuse(unexpected(error), json, terminal);
  }
}

async function dispatch(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    terminal.out(overview());
    return name === undefined ? 2 : 0;
  }
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (!command) {
    const names = COMMANDS.map((candidate) => candidate.name).join(', ');
    throw new WrongUsage(`There is no command ${name}. There are: ${names}.`);
  }
  const { words, flags } = sorted(command, rest);
  if (flags.help) {
    terminal.out(commandHelp(command));
    return 0;
  }
  const [least, most] = command.count;
  if (words.length < least || words.length > most) {
    throw new WrongUsage(`${commandHelp(command)}`);
  }
  const call: Call = {
    words,
    flags,
    folder: resolve(
      typeof flags.workspace === 'string' ? flags.workspace : defaultWorkspaceFolder(),
    ),
    as: typeof flags.as === 'string' ? flags.as : undefined,
    terminal,
  };
  return tell(await command.run(call), flags.json === true, terminal);
}

function sorted(command: CliCommand, args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: command.words.includes('QUERY') ? protectNegations(args) : [...args],
      options: { ...EVERYWHERE, ...command.flags },
      allowPositionals: true,
    });
    return { words: positionals, flags: values };
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('. ')[0] : String(error);
    throw new WrongUsage(`${reason}.\n${commandHelp(command)}`);
  }
}

function tell(answer: Answer | null, json: boolean, terminal: Terminal): ExitCode {
  if (answer === null) return 0;
  if (!answer.ok) return refuse(answer.error, json, terminal);
  terminal.out(json ? `${JSON.stringify(answer.json)}\n` : answer.text);
  return answer.bad ? 1 : 0;
}

function refuse(error: Rejection, json: boolean, terminal: Terminal): ExitCode {
  if (json) terminal.out(`${JSON.stringify({ error })}\n`);
  else terminal.err(`${error.message}\n`);
  return 1;
}

function unexpected(error: unknown): Rejection {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof FutureSchema) return rejection('UPGRADE_REQUIRED', message);
  const shut = error instanceof StoreBusy || error instanceof NotAStore;
  return rejection(shut ? 'UNAVAILABLE' : 'INTERNAL', message);
}
