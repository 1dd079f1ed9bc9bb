import type { Rejection, RejectionCode } from '#domain/rejection.ts';
import { REJECTION_STATUS } from '#domain/rejection.ts';
import type { CommandOutcome } from '#protocol/api.ts';
import { call } from './api.ts';
import type { Command } from './command.ts';
import { announce } from './components/announcer.ts';
import { showToast } from './components/toast.tsx';

export { type Command, command } from './command.ts';

interface RunOptions {
  /** All or nothing. */
  readonly atomic?: boolean;
}

/** Runs commands and answers the first refusal; null when all were accepted. The caller says it. */
export async function execute(
  commands: readonly Command[],
  options: RunOptions = {},
): Promise<Rejection | null> {
  return firstRefusal(commands, await outcomesOf(commands, options));
}

/**
 * Runs commands and answers their outcomes. The first refusal is said in a toast: for refusals
 * that have no place of their own in the view.
 */
export async function runCommands(
  commands: readonly Command[],
  options: RunOptions = {},
): Promise<readonly CommandOutcome[]> {
  const outcomes = await outcomesOf(commands, options);
  const refused = firstRefusal(commands, outcomes);
  if (refused !== null) {
    showToast(refused.message);
    announce(refused.message, 'assertive');
  }
  return outcomes;
}

async function outcomesOf(
  commands: readonly Command[],
  { atomic }: RunOptions,
): Promise<readonly CommandOutcome[]> {
  const result = await call('execute', {
    commands: [...commands],
    ...(atomic === undefined ? {} : { atomic }),
  });
  if (result.ok) return result.value.outcomes;
  const { code, message } = result.error;
  return commands.map(({ id }) => ({ id, outcome: 'rejected', error: { code, message } }));
}

/** A refusal of an edit's new value is about the field that it edits. */
function firstRefusal(
  commands: readonly Command[],
  outcomes: readonly CommandOutcome[],
): Rejection | null {
  const refused = outcomes.find(({ outcome }) => outcome === 'rejected');
  if (refused === undefined) return null;
  const edited = commands.find(({ id }) => id === refused.id)?.args.field;
  const { code, message, field, details } = refused.error ?? {
    code: 'INTERNAL',
    message: 'It was not done, and Katydid does not know why. Try again.',
  };
  return {
    code: isCode(code) ? code : 'INTERNAL',
    message,
    ...(field === undefined
      ? {}
      : { field: field === 'to' && typeof edited === 'string' ? edited : field }),
    ...(details === undefined ? {} : { details }),
  };
}

function isCode(code: string): code is RejectionCode {
  return Object.hasOwn(REJECTION_STATUS, code);
}
