import { type CommandArgs, type CommandName, parseCommand } from '#domain/commands.ts';
import type { Decision } from '#domain/decision.ts';
import type { DomainEvent } from '#domain/event.ts';
import type { Rejection } from '#domain/rejection.ts';
import type { ReadState } from '#domain/state.ts';
import type { User } from '#domain/user/user.ts';
import { memoryState, type Rows } from './memory-state.ts';
import { COMMAND, NOW } from './rows.ts';

/**
 * Decides one command over these rows. Like the engine's, the state answers only what the command
 * named beforehand; the workspace's rows and the actor are there without being named.
 */
export function decide<N extends CommandName>(
  rows: Rows,
  actor: User,
  name: N,
  args: CommandArgs<N>,
): Decision {
  const command = parseCommand(name, args);
  if (!command.ok) return command;
  const memory = memoryState(rows);
  const context = { actor, now: NOW, command: COMMAND };
  const lookups = (command.needs().lookups ?? []).map((lookup) => JSON.stringify(lookup));
  const asks = command.asks(memory, context).map((question) => JSON.stringify(question));
  const state: ReadState = {
    get: memory.get,
    find: (lookup) => {
      if (lookup.find !== 'assignment' && !lookups.includes(JSON.stringify(lookup))) {
        throw new Error(`Not named in needs: ${JSON.stringify(lookup)}`);
      }
      return memory.find(lookup);
    },
    answer: (ask, of) => {
      if (!asks.includes(JSON.stringify({ ask, of }))) {
        throw new Error(`Not named in asks: ${JSON.stringify({ ask, of })}`);
      }
      return memory.answer(ask, of);
    },
  };
  return command.decide(state, context);
}

/** The events of a decision that must be accepted. */
export function eventsOf(decision: Decision): readonly DomainEvent[] {
  if (!decision.ok) throw new Error(`Refused: ${JSON.stringify(decision.rejection)}`);
  return decision.events;
}

/** The rejection of a decision that must be refused. */
export function rejectionOf(decision: Decision): Rejection {
  if (decision.ok) throw new Error(`Accepted: ${JSON.stringify(decision.events)}`);
  return decision.rejection;
}
