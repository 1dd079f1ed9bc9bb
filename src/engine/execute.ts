import type { Activity } from '#domain/activity/activity.ts';
import { type Redaction, recordActivity, redactionsOf } from '#domain/activity/record-activity.ts';
import type { Context } from '#domain/command.ts';
import { type ParsedCommand, parseCommand } from '#domain/commands.ts';
import type { Decision } from '#domain/decision.ts';
import { evolve } from '#domain/evolve.ts';
import { type ActivityId, type CommandId, deriveId, type UserId } from '#domain/ids.ts';
import { notify, notifyNeeds } from '#domain/notification/notify.ts';
import { type Rejection, rejection } from '#domain/rejection.ts';
import type { Needs, TableName } from '#domain/state.ts';
import { WORKSPACE_ID } from '#domain/workspace.ts';
import { logChanges } from '#store/change-log.ts';
import { UniqueViolation } from '#store/errors.ts';
import type { StoredOutcome } from '#store/outcomes.ts';
import { redactActivity } from '#store/redact-activity.ts';
import type { Store, Transaction } from '#store/store.ts';
import { argsHash } from './canonical-json.ts';
import { type Changed, changedFrom } from './feed.ts';
import { WorkingSet } from './working-set.ts';

/** A command as it comes in: typed by its name, not yet parsed. */
export interface IncomingCommand {
  readonly id: CommandId;
  readonly name: string;
  readonly args: unknown;
}

export type Outcome =
  | { readonly id: CommandId; readonly outcome: 'accepted' }
  | { readonly id: CommandId; readonly outcome: 'rejected'; readonly error: Rejection };

export interface Execution {
  readonly outcomes: readonly Outcome[];
  /** null where nothing changed. */
  readonly changed: Changed | null;
  readonly version: number;
}

export interface ExecuteOptions {
  /** null: nobody is signed in; only what makes a person by itself is decided then (`firstActor`). */
  readonly actor: UserId | null;
  readonly commands: readonly IncomingCommand[];
  /**
   * All or nothing: one refusal undoes every command of the batch. The outcomes say then what each
   * would have been.
   */
  readonly atomic?: boolean;
  /** Asked first, in the same transaction: what it answers refuses every command of the batch. */
  readonly unless?: (tx: Transaction) => Promise<Rejection | null>;
  /**
   * Done last, in the same transaction, knowing what became of the commands. Both this and `unless`
   * are done again where the transaction is, and leave alone what commands load.
   */
  readonly alongside?: (tx: Transaction, outcomes: readonly Outcome[]) => Promise<void>;
  readonly now: () => number;
}

/** Thrown inside the transaction so that it rolls back; a caller of `execute` never sees it. */
export class Undone extends Error {
  readonly outcomes: readonly Outcome[];
  constructor(outcomes: readonly Outcome[]) {
    super('The batch is undone.');
    this.outcomes = outcomes;
  }
}

/** Where the ids of a command's activity begin; below it are those of rows that the domain makes. */
const ACTIVITY_ORDINAL = 1000;

/**
 * The write door: decides a batch of commands in order and writes rows, activity, notifications and
 * outcomes in one transaction. Refusals are values; whatever throws undoes everything.
 */
export async function execute(store: Store, options: ExecuteOptions): Promise<Execution> {
  try {
    return await store.transaction((tx) => executeIn(store, tx, options));
  } catch (error) {
    if (error instanceof Undone) {
      return { outcomes: error.outcomes, changed: null, version: await store.version() };
    }
    if (error instanceof UniqueViolation) {
      // Two commands raced for one name between a look-up and the write of another process.
      const taken = rejection(
        'CONFLICT',
        `Something with this ${error.what} exists already. Choose another.`,
      );
      const outcomes = options.commands.map(({ id }) => refused(id, taken));
      return { outcomes, changed: null, version: await store.version() };
    }
    throw error;
  }
}

/** What batches of one transaction share. */
export interface Shared {
  /** What it has loaded so far, begun for the next version. */
  readonly set: WorkingSet;
  /** What became of commands before, those of this transaction included; of all that will be given. */
  readonly earlier: Map<CommandId, StoredOutcome>;
  readonly parsed: ReadonlyMap<IncomingCommand, ParsedCommand>;
}

/** Loads at once what several batches name. */
export async function share(
  store: Store,
  tx: Transaction,
  batches: readonly ExecuteOptions[],
): Promise<Shared> {
  const commands = batches.flatMap(({ commands }) => commands);
  const set = new WorkingSet(store, tx, tx.version + 1);
  const parsed = new Map(
    commands.map((command) => [command, parseCommand(command.name, command.args)]),
  );
  const actors = batches.flatMap(({ actor }) => actor ?? []);
  await set.load({ rows: { workspace: [WORKSPACE_ID], user: actors } });
  await set.load({ rows: rowsOf([...parsed.values()]) });
  const ids = commands.map(({ id }) => id);
  return { set, parsed, earlier: new Map(await store.findOutcomes(tx, ids)) };
}

/**
 * As `execute`, in a transaction that is open already; a refused `atomic` batch throws Undone then.
 */
export async function executeIn(
  store: Store,
  tx: Transaction,
  options: ExecuteOptions,
  shared?: Shared,
): Promise<Execution> {
  const refusal = await options.unless?.(tx);
  if (refusal) {
    const outcomes = options.commands.map(({ id }) => refused(id, refusal));
    return { outcomes, changed: null, version: tx.version };
  }
  const version = tx.version + 1;
  const record: Traces = { activity: [], redactions: [] };
  const outcomes: Outcome[] = [];
  const stored: StoredOutcome[] = [];

  const { set, parsed, earlier } = shared ?? (await share(store, tx, [options]));
  for (const incoming of options.commands) {
    const { id } = incoming;
    const hash = argsHash(incoming.name, incoming.args);
    const known = earlier.get(id) ?? stored.find((outcome) => outcome.id === id);
    if (known) {
      const same = known.user === options.actor && known.argsHash === hash;
      outcomes.push(same ? replay(id, known) : refused(id, idTaken));
      continue;
    }
    const command = parsed.get(incoming);
    if (!command) throw new Error('A command was given that was not shared.');
    if (!command.ok) {
      outcomes.push(refused(id, command.rejection));
      continue;
    }
    const result = await decideOne(set, command, {
      id,
      actor: options.actor,
      now: options.now(),
      record,
    });
    outcomes.push(result.ok ? { id, outcome: 'accepted' } : refused(id, result.rejection));
    // A first person who was refused was never made: nobody to keep the outcome for.
    const user = options.actor ?? (result.ok ? result.actor : null);
    if (user) {
      const error = result.ok ? null : withoutTexts(result.rejection);
      stored.push({
        id,
        user,
        name: incoming.name,
        argsHash: hash,
        error,
        version,
        at: options.now(),
      });
    }
  }

  if (options.atomic && outcomes.some(({ outcome }) => outcome === 'rejected')) {
    throw new Undone(outcomes);
  }
  await set.flush();
  await store.appendActivity(tx, record.activity);
  await redactActivity(tx, record.redactions);
  await store.saveOutcomes(tx, stored);
  for (const outcome of stored) earlier.set(outcome.id, outcome);
  const isChanged = set.written.length > 0 || record.activity.length > 0;
  const changed = isChanged ? changedFrom(set.written, record.activity, version) : null;
  if (changed) {
    await logChanges(tx, version, { issues: changed.issues, rows: set.written });
    await store.advance(tx, version);
  }
  await options.alongside?.(tx, outcomes);
  return { outcomes, changed, version: changed ? version : tx.version };
}

/** What is kept for ever holds no text of an issue, which may be deleted (spec: Permissions). */
function withoutTexts({ details, ...refusal }: Rejection): Rejection {
  const isKept = refusal.code !== 'CONFLICT' || !Array.isArray(details);
  return details === undefined || !isKept ? refusal : { ...refusal, details };
}

const idTaken = rejection('CONFLICT', 'This id is taken. Send the command again under a new id.');

/** What a batch leaves in the record of its issues, written once at its end. */
interface Traces {
  readonly activity: Activity[];
  readonly redactions: Redaction[];
}

type Decided = Decision & { readonly actor: UserId | null };

async function decideOne(
  set: WorkingSet,
  command: Extract<ParsedCommand, { ok: true }>,
  envelope: {
    readonly id: CommandId;
    readonly actor: UserId | null;
    readonly now: number;
    readonly record: Traces;
  },
): Promise<Decided> {
  await set.load(command.needs());
  const actor = envelope.actor ? set.get('user', envelope.actor) : command.firstActor(envelope.now);
  if (!actor || actor.blocked) {
    const message = actor
      ? 'This account is blocked. Ask an admin to open it again.'
      : 'Nobody is signed in. Choose who you are, then try again.';
    return { ok: false, rejection: rejection('UNAUTHENTICATED', message), actor: envelope.actor };
  }
  const context: Context = { actor, now: envelope.now, command: envelope.id };
  await set.ask(command.asks(set, context));
  const decision = command.decide(set, context);
  if (!decision.ok) return { ...decision, actor: actor.id };

  const meta = { actor: actor.id, at: envelope.now, command: envelope.id };
  let ordinal = ACTIVITY_ORDINAL;
  for (const event of decision.events) {
    set.apply(evolve(set, event, meta));
    envelope.record.activity.push(
      ...recordActivity(event, meta, () => deriveId<ActivityId>(envelope.id, ordinal++)),
    );
    envelope.record.redactions.push(...redactionsOf(event));
  }
  if (decision.events.length > 0) {
    const { needs, asks } = notifyNeeds(decision.events, set);
    await set.load(needs);
    await set.ask(asks);
    for (const row of notify(set, decision.events, context)) {
      set.apply([{ table: 'notification', id: row.id, row }]);
    }
  }
  return { ...decision, actor: actor.id };
}

/** The rows that any of these commands names, so that one query a table loads them. */
function rowsOf(commands: readonly ParsedCommand[]): NonNullable<Needs['rows']> {
  const all: { [T in TableName]?: readonly string[] } = {};
  for (const command of commands) {
    const rows = command.ok ? (command.needs().rows ?? {}) : {};
    for (const [name, ids] of Object.entries(rows)) {
      const table = name as TableName;
      all[table] = [...(all[table] ?? []), ...ids];
    }
  }
  return all;
}

function refused(id: CommandId, error: Rejection): Outcome {
  return { id, outcome: 'rejected', error };
}

function replay(id: CommandId, known: StoredOutcome): Outcome {
  return known.error ? refused(id, known.error) : { id, outcome: 'accepted' };
}
