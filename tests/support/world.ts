import type { Activity } from '#domain/activity/activity.ts';
import { recordActivity } from '#domain/activity/record-activity.ts';
import { type CommandArgs, type CommandName, parseCommand } from '#domain/commands.ts';
import type { DomainEvent } from '#domain/event.ts';
import { type EventMeta, evolve } from '#domain/evolve.ts';
import { type ActivityId, type CommandId, deriveId, type UserId } from '#domain/ids.ts';
import type { Notification } from '#domain/notification/notification.ts';
import { notify, notifyNeeds } from '#domain/notification/notify.ts';
import type { Rejection } from '#domain/rejection.ts';
import type { Needs, Question, ReadState } from '#domain/state.ts';
import { type MemoryState, memoryState, type Rows } from './memory-state.ts';
import { NOW } from './rows.ts';

/** What one command did. Refused: nothing but the rejection. */
export interface Effect {
  readonly meta: EventMeta;
  readonly rejection: Rejection | null;
  readonly events: readonly DomainEvent[];
  readonly activity: readonly Activity[];
  readonly notifications: readonly Notification[];
}

/** A workspace in memory that commands act on one after another, each a minute after the last. */
export interface World {
  readonly state: MemoryState;
  /** Oldest first. */
  readonly activity: readonly Activity[];
  /** Any name and arguments, as they may come in through a door. */
  run(actor: UserId, name: string, args: unknown): Effect;
  /** The same, typed, for tests that expect it to be accepted. */
  does<N extends CommandName>(actor: UserId, name: N, args: CommandArgs<N>): Effect;
}

const MINUTE = 60_000;

export function aWorld(rows: Rows): World {
  const activity: Activity[] = [];
  const state = memoryState(rows, activity);
  let count = 0;
  const run = (actorId: UserId, name: string, args: unknown): Effect => {
    count += 1;
    const at = NOW + count * MINUTE;
    const command = nthCommand(count);
    const actor = state.get('user', actorId);
    if (actor === undefined) throw new Error(`Nobody has the id ${actorId}.`);
    const meta = { actor: actorId, at, command };
    const context = { actor, now: at, command };
    const parsed = parseCommand(name, args);
    if (!parsed.ok) return refused(parsed.rejection, meta);
    const asks = parsed.asks(state, context);
    const decision = parsed.decide(named(state, parsed.needs(), asks), context);
    if (!decision.ok) return refused(decision.rejection, meta);
    let ordinal = 1000;
    const told: Activity[] = [];
    for (const event of decision.events) {
      state.apply(evolve(state, event, meta));
      told.push(...recordActivity(event, meta, () => deriveId<ActivityId>(command, ordinal++)));
    }
    activity.push(...told);
    const loading = notifyNeeds(decision.events, state);
    const seen = named(state, loading.needs, loading.asks);
    const notifications = notify(seen, decision.events, context);
    state.apply(notifications.map((row) => ({ table: 'notification', id: row.id, row })));
    return { meta, rejection: null, events: decision.events, activity: told, notifications };
  };
  return {
    state,
    activity,
    run,
    does: (actor, name, args) => {
      const effect = run(actor, name, args);
      if (effect.rejection !== null) {
        throw new Error(`${name} was refused: ${JSON.stringify(effect.rejection)}`);
      }
      return effect;
    },
  };
}

function refused(rejection: Rejection, meta: EventMeta): Effect {
  return { meta, rejection, events: [], activity: [], notifications: [] };
}

function nthCommand(n: number): CommandId {
  return `01a0aaaa-0000-7000-8000-${n.toString(16).padStart(12, '0')}` as CommandId;
}

/** The state as the engine shows it: lookups and questions answer only if they were named before. */
function named(state: ReadState, needs: Needs, asks: readonly Question[]): ReadState {
  const lookups = new Set((needs.lookups ?? []).map((lookup) => JSON.stringify(lookup)));
  const questions = new Set(asks.map((question) => JSON.stringify(question)));
  return {
    get: state.get,
    find: (lookup) => {
      if (lookup.find !== 'assignment' && !lookups.has(JSON.stringify(lookup))) {
        throw new Error(`Not named in needs: ${JSON.stringify(lookup)}`);
      }
      return state.find(lookup);
    },
    answer: (ask, of) => {
      if (!questions.has(JSON.stringify({ ask, of }))) {
        throw new Error(`Not named in asks: ${JSON.stringify({ ask, of })}`);
      }
      return state.answer(ask, of);
    },
  };
}
