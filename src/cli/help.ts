import { COMMANDS } from './commands/all.ts';
import type { CliCommand } from './commands/command.ts';

const EVERYWHERE = [
  '--workspace DIR   the folder of the workspace, made when missing (the application’s own)',
  '--as USER         who commands (whoever worked here last, else the first admin)',
  '--json            answer in JSON, for programs',
  '--help            this',
];

/** What `katydid --help` prints. */
export function overview(): string {
  const width = Math.max(...COMMANDS.map((command) => call(command).length));
  const lines = COMMANDS.map((command) => `  ${call(command).padEnd(width)}  ${command.summary}`);
  return [
    'Katydid, an offline-first bug tracker.',
    '',
    ...lines,
    '',
    'Each takes:',
    ...EVERYWHERE.map((line) => `  ${line}`),
    '',
    'Exit codes: 0 done, 1 refused (the reason on stderr), 2 wrong usage.',
    '',
  ].join('\n');
}

/** What `katydid NAME --help` prints, and what wrong usage is answered with. */
export function commandHelp(command: CliCommand): string {
  const lines = [...command.flagHelp, ...EVERYWHERE].map((line) => `  ${line}`);
  return [`katydid ${call(command)}`, command.summary, '', ...lines, ''].join('\n');
}

function call({ name, words }: CliCommand): string {
  return words === '' ? name : `${name} ${words}`;
}
