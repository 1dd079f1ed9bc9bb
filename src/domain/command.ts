import type { z } from 'zod';
import type { Decision } from './decision.ts';
import type { CommandId, Instant } from './ids.ts';
import { badArguments, sentenceOf } from './parse-args.ts';
import type { Rejection } from './rejection.ts';
import type { Needs, Question, ReadState } from './state.ts';
import type { User } from './user/user.ts';

/** Who commands, when, under which id. Everything else that `decide` knows is in args and state. */
export interface Context {
  readonly actor: User;
  readonly now: Instant;
  readonly command: CommandId;
}

/** What a command file states: its arguments, what it must see, and the pure decision. */
export interface CommandSpec<Name extends string, Schema extends z.ZodType> {
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
  /** Who acts where nobody is signed in, because the command makes this person. */
  readonly firstActor?: (args: z.output<Schema>, now: Instant) => User;
}

/** A command whose arguments have been parsed, ready to be decided; or why they are refused. */
export type ParsedCommand =
  | {
      readonly ok: true;
      readonly name: string;
      readonly needs: () => Needs;
      readonly asks: (state: ReadState, context: Context) => readonly Question[];
      readonly decide: (state: ReadState, context: Context) => Decision;
      /** undefined: the command needs somebody who is signed in. */
      readonly firstActor: (now: Instant) => User | undefined;
    }
  | { readonly ok: false; readonly rejection: Rejection };

/** One command. The folder listing of the domain is the list of these. */
export interface CommandDefinition<Name extends string, Schema extends z.ZodType>
  extends CommandSpec<Name, Schema> {
  /** VALIDATION names the first argument at fault, and all of them in `details`. */
  readonly parse: (args: unknown) => ParsedCommand;
}

export function defineCommand<const Name extends string, Schema extends z.ZodType>(
  spec: CommandSpec<Name, Schema>,
): CommandDefinition<Name, Schema> {
  return {
    ...spec,
    parse: (raw) => {
      const parsed = spec.schema.safeParse(raw, { error: sentenceOf });
      if (!parsed.success) return { ok: false, rejection: badArguments(parsed.error.issues) };
      const args = parsed.data;
      return {
        ok: true,
        name: spec.name,
        needs: () => spec.needs(args),
        asks: (state, context) => spec.asks?.(args, state, context) ?? [],
        decide: (state, context) => spec.decide(args, state, context),
        firstActor: (now) => spec.firstActor?.(args, now),
      };
    },
  };
}
