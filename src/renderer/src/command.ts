import type { CommandArgs, CommandName } from '#domain/commands.ts';
import { newId } from './new-id.ts';

/** An intention on its way to the host. */
export interface Command {
  readonly id: string;
  readonly name: CommandName;
  readonly args: Record<string, unknown>;
}

/** Makes a command with an id of its own: `command('tag.edit', { id, field: 'name', from, to })`. */
export function command<N extends CommandName>(name: N, args: CommandArgs<N>): Command {
  return { id: newId(), name, args: { ...args } };
}
