import type { z } from 'zod';
import type { Decision } from './decision.ts';
import type { CommandId, Instant } from './ids.ts';
import type { Needs, Question, ReadState } from './state.ts';
import type { User } from './user/user.ts';

/** Who commands, when, under which id. Everything else that `decide` knows is in args and state. */
export interface Context {
  readonly actor: User;
  readonly now: Instant;
  readonly command: CommandId;
}

/**
 * One command: its arguments, what must be loaded, the questions about sets that it asks, and the
 * pure decision. The folder listing of the domain is the list of these.
 */
export interface CommandDefinition<Name extends string, Schema extends z.ZodType> {
  readonly name: Name;
  readonly schema: Schema;
  /** From the arguments alone, so that a batch loads everything in one query a table. */
  readonly needs: (args: z.output<Schema>) => Needs;
  /** From what was loaded; absent where the command asks about no set. */
  readonly asks?: (
    args: z.output<Schema>,
    state: ReadState,
    context: Context,
  ) => readonly Question[];
  readonly decide: (args: z.output<Schema>, state: ReadState, context: Context) => Decision;
}

export function defineCommand<const Name extends string, Schema extends z.ZodType>(
  definition: CommandDefinition<Name, Schema>,
): CommandDefinition<Name, Schema> {
  return definition;
}
