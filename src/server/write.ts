import { type CommandId, userId } from '#domain/ids.ts';
import { type Rejection, rejection } from '#domain/rejection.ts';
import type { Outcome } from '#engine/execute.ts';
import { type Failure, failure } from '#protocol/result.ts';
import { endSessionsOf } from '#store/auth-sessions.ts';
import { forgetAnswersAbout } from '#store/idempotency.ts';
import { findOutcomes } from '#store/outcomes.ts';
import type { Transaction } from '#store/store.ts';
import type { Caller } from './auth/caller.ts';
import type { RequestContext } from './http/route-parts.ts';
import type { Services } from './services.ts';

/** A command that a request gives. */
export interface RequestedCommand {
  readonly id: CommandId;
  readonly name: string;
  readonly args: unknown;
}

export interface WriteOptions {
  /** One refusal undoes every command; true unless told. */
  readonly atomic?: boolean;
  /** Asked in the transaction, before anything is decided: such as whether If-Match still holds. */
  readonly unless?: (tx: Transaction) => Promise<Rejection | null>;
  /** Done last, where every command was accepted; what it throws undoes them. */
  readonly lastly?: (tx: Transaction) => Promise<void>;
}

/**
 * The server's way to `engine.execute`, for every face: by the caller, with what a server owes
 * besides. A block ends somebody's sessions, a new password all but the caller's own; what was
 * answered about a thing that is deleted is forgotten. A request that is repeated under its
 * Idempotency-Key is told what became of its commands, even where they would be put otherwise today.
 */
export async function write(
  { engine }: Services,
  caller: Caller,
  context: Pick<RequestContext, 'isRepeatable'>,
  commands: readonly RequestedCommand[],
  { atomic = true, unless, lastly }: WriteOptions = {},
): Promise<readonly Outcome[]> {
  const decided = new Map<CommandId, Outcome>();
  for (;;) {
    const open = commands.filter(({ id }) => !decided.has(id));
    if (open.length === 0) break;
    let known: readonly Outcome[] = [];
    const { outcomes } = await engine.execute({
      actor: caller.user.id,
      commands: open,
      atomic,
      unless: async (tx) => {
        if (context.isRepeatable) known = await knownOutcomes(tx, caller, open);
        return known.length > 0 ? REPEATED : ((await unless?.(tx)) ?? null);
      },
      alongside: async (tx, fresh) => {
        await settle(tx, caller, open, fresh);
        if (fresh.every(({ outcome }) => outcome === 'accepted')) await lastly?.(tx);
      },
    });
    // Where some were given before, nothing was decided: the others are given again without them.
    for (const outcome of known.length > 0 ? known : outcomes) decided.set(outcome.id, outcome);
  }
  return commands.flatMap(({ id }) => decided.get(id) ?? []);
}

const REPEATED = rejection('CONFLICT', 'Commands of this request were given before.');

/** The first refusal among outcomes, as a reply; null: all were accepted. */
export function refusalIn(outcomes: readonly Outcome[]): Failure | null {
  const refused = outcomes.find((outcome) => outcome.outcome === 'rejected');
  return refused ? failure(refused.error) : null;
}

async function knownOutcomes(
  tx: Transaction,
  { user }: Caller,
  commands: readonly RequestedCommand[],
): Promise<readonly Outcome[]> {
  const found = await findOutcomes(
    tx,
    commands.map(({ id }) => id),
  );
  return [...found.values()]
    .filter((stored) => stored.user === user.id)
    .map(
      ({ id, error }): Outcome =>
        error ? { id, outcome: 'rejected', error } : { id, outcome: 'accepted' },
    );
}

/** Where a command that ends sessions names whose. */
const ENDS_SESSIONS: Readonly<Record<string, string>> = {
  'user.block': 'id',
  'user.set-password': 'id',
};
/** Where a command that deletes text names what goes. */
const DELETES_TEXT: Readonly<Record<string, string>> = {
  'issue.delete': 'issue',
  'comment.delete': 'comment',
  'attachment.remove': 'attachment',
};

async function settle(
  tx: Transaction,
  caller: Caller,
  commands: readonly RequestedCommand[],
  outcomes: readonly Outcome[],
): Promise<void> {
  for (const [index, command] of commands.entries()) {
    if (outcomes[index]?.outcome !== 'accepted') continue;
    const person = idIn(command, ENDS_SESSIONS);
    if (person !== null) {
      const own = person === caller.user.id && command.name === 'user.set-password';
      await endSessionsOf(tx, userId.parse(person), own ? caller.session : null);
    }
    const gone = idIn(command, DELETES_TEXT);
    if (gone !== null) await forgetAnswersAbout(tx, gone);
  }
}

function idIn(
  { name, args }: RequestedCommand,
  fields: Readonly<Record<string, string>>,
): string | null {
  const field = fields[name];
  if (field === undefined) return null;
  const id = (args as Readonly<Record<string, unknown>>)[field];
  return typeof id === 'string' ? id.toLowerCase() : null;
}
