import { assignCommand } from './assign.ts';
import type { CliCommand } from './command.ts';
import { commentCommand } from './comment.ts';
import { exportCommand } from './export.ts';
import { importCommand } from './import.ts';
import { listCommand } from './list.ts';
import { moveCommand } from './move.ts';
import { newCommand } from './new.ts';
import { serveCommand } from './serve.ts';
import { showCommand } from './show.ts';
import { verifyCommand } from './verify.ts';

/** Every call of the command line, in the order in which the help lists them. */
export const COMMANDS: readonly CliCommand[] = [
  importCommand,
  exportCommand,
  listCommand,
  showCommand,
  newCommand,
  moveCommand,
  assignCommand,
  commentCommand,
  verifyCommand,
  serveCommand,
];
