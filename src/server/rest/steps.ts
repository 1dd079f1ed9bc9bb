import type { CommandName } from '#domain/commands.ts';
import type { CommandId } from '#domain/ids.ts';
import { type Rejection, type RejectionCode, rejection } from '#domain/rejection.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import { rowVersion, type VersionedTable } from '#store/row-version.ts';
import type { Caller } from '../auth/caller.ts';
import { refuseStale } from '../http/if-match.ts';
import type { RequestContext } from '../http/route-parts.ts';
import type { Services } from '../services.ts';
import { type WriteOptions, write } from '../write.ts';

/** One command of a request's write. */
export interface Step {
  readonly name: CommandName;
  readonly args: Readonly<Record<string, unknown>>;
  /** Tells it from others of the same name in the same request. */
  readonly of?: string;
  /** What the request calls the command's `to`. */
  readonly field?: string;
  /** The argument that is the whole body of the request. */
  readonly inside?: string;
}

/** Who asks for a write, and with which request. */
export interface Writer {
  readonly caller: Caller;
  readonly context: RequestContext;
}

/** Commands by the caller, all or nothing. Of several refusals, the first in the order of checks. */
export async function writeSteps(
  { caller, context }: Writer,
  services: Services,
  steps: readonly Step[],
  options: WriteOptions = {},
): Promise<Result<null>> {
  const commands = steps.map(({ name, args, of = '' }) => ({
    id: context.newId(`${name} ${of}`) as CommandId,
    name,
    args,
  }));
  const outcomes = await write(services, caller, context, commands, options);
  const refusals = outcomes.flatMap((outcome, index) =>
    outcome.outcome === 'rejected' ? [inTheRequestsWords(outcome.error, steps[index])] : [],
  );
  const [first] = refusals.toSorted((a, b) => placeOf(a.code) - placeOf(b.code));
  return first === undefined ? success(null) : failure(withAllConflicts(first, refusals));
}

/** The order of checks (spec: Permissions); what is not named has been asked before. */
const ORDER: readonly (readonly RejectionCode[])[] = [
  ['UNAUTHENTICATED'],
  ['NOT_FOUND'],
  ['FORBIDDEN'],
  ['VALIDATION', 'INVALID_TRANSITION', 'TRANSITION_FORBIDDEN', 'GUARD_FAILED'],
  ['CONFLICT'],
];

function placeOf(code: RejectionCode): number {
  return ORDER.findIndex((codes) => codes.includes(code));
}

function inTheRequestsWords(refusal: Rejection, step: Step | undefined): Rejection {
  const { field } = refusal;
  if (step?.inside !== undefined && field?.startsWith(`${step.inside}.`)) {
    return { ...refusal, field: field.slice(step.inside.length + 1) };
  }
  if (step?.field === undefined || field === undefined) return refusal;
  if (field === 'from') return { ...refusal, field: `from.${step.field}` };
  if (field !== 'to' && !field.startsWith('to.')) return { ...refusal, field: step.field };
  return { ...refusal, field: step.field + field.slice('to'.length) };
}

/** Several fields in conflict are told at once. */
function withAllConflicts(first: Rejection, refusals: readonly Rejection[]): Rejection {
  if (first.code !== 'CONFLICT' || !Array.isArray(first.details)) return first;
  const details = refusals.flatMap((refusal) =>
    refusal.code === 'CONFLICT' && Array.isArray(refusal.details) ? refusal.details : [],
  );
  return { ...first, details };
}

/**
 * A write that makes what it names where that does not exist yet, such as a tag. Where somebody else
 * made it in the same moment, it is decided anew.
 */
export async function writeAnew(
  writer: Writer,
  services: Services,
  plan: () => Promise<readonly Step[]>,
  options: WriteOptions = {},
): Promise<Result<null>> {
  const steps = await plan();
  const written = await writeSteps(writer, services, steps, options);
  if (!wasMadeMeanwhile(written, steps)) return written;
  return writeSteps(writer, services, await plan(), options);
}

/** Whether it may have been refused because a tag that it makes has been made by somebody else. */
function wasMadeMeanwhile(written: Result<null>, steps: readonly Step[]): boolean {
  if (written.ok || written.error.code !== 'CONFLICT') return false;
  return steps.some(({ name }) => name === 'tag.create');
}

/** A row that a request writes on. */
export interface Target<Row> {
  readonly table: VersionedTable;
  /** As it is now; NOT_FOUND where the caller does not see it. */
  readonly find: () => Promise<Result<Row>>;
}

interface Versioned {
  readonly id: string;
  readonly version: number;
}

/** How often a write is decided anew because other processes changed its row meanwhile. */
const MOST_TRIES = 100;
/** The row is another than the one that was read. */
const CHANGED = Symbol('changed');

/**
 * A write that depends on what its row holds now, or on If-Match: it is decided on the very version
 * that was read, and anew where that changed, so that of two who say nothing of what they saw the
 * last one wins. Those who lost take turns within this process, and so lose to other processes alone.
 * A stale If-Match is told last, as conflicts are.
 */
export async function writeOn<Row extends Versioned>(
  writer: Writer,
  services: Services,
  target: Target<Row>,
  stepsFor: (row: Row) => readonly Step[] | Promise<readonly Step[]>,
): Promise<Result<null>> {
  const { turns } = services;
  const found = await target.find();
  if (!found.ok) return found;
  const decide = (row: Row) => writeOnVersion(writer, services, target.table, row, stepsFor);
  const thing = `${target.table} ${found.value.id}`;
  if (!turns.isTaken(thing)) {
    const written = await decide(found.value);
    if (written !== CHANGED) return written;
  }
  return turns.take(thing, async () => {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const now = await target.find();
      if (!now.ok) return now;
      const written = await decide(now.value);
      if (written !== CHANGED) return written;
    }
    return failure(BUSY);
  });
}

async function writeOnVersion<Row extends Versioned>(
  writer: Writer,
  services: Services,
  table: VersionedTable,
  row: Row,
  stepsFor: (row: Row) => readonly Step[] | Promise<readonly Step[]>,
): Promise<Result<null> | typeof CHANGED> {
  const stale = refuseStale(writer.context.ifMatch, row.version);
  let changed = false;
  try {
    const plan = async () => await stepsFor(row);
    const written = await writeAnew(writer, services, plan, {
      unless: async (tx) => {
        changed = (await rowVersion(tx.db, table, row.id)) !== row.version;
        return changed ? BUSY : null;
      },
      lastly: async () => {
        if (stale !== null) throw new Stale(stale);
      },
    });
    return changed ? CHANGED : written;
  } catch (error) {
    if (error instanceof Stale) return failure(error.rejection);
    throw error;
  }
}

/**
 * A write whose steps depend on nothing but which row it is. Only an If-Match holds it to the version
 * that was read.
 */
export async function writeTo<Row extends Versioned>(
  writer: Writer,
  services: Services,
  target: Target<Row>,
  stepsFor: (row: Row) => readonly Step[],
): Promise<Result<null>> {
  if (writer.context.ifMatch !== null) return writeOn(writer, services, target, stepsFor);
  const found = await target.find();
  if (!found.ok) return found;
  const written = await writeSteps(writer, services, stepsFor(found.value));
  if (written.ok || written.error.code !== 'NOT_FOUND') return written;
  // Where the row itself went away or out of sight meanwhile, it is told as if it had been before.
  const again = await target.find();
  return again.ok ? written : again;
}

const BUSY = rejection(
  'CONFLICT',
  'Others are changing this at the same time. Read it again, then decide.',
);

/** Thrown inside the transaction so that it rolls back; never leaves this file. */
class Stale extends Error {
  override readonly name = 'Stale';
  readonly rejection: Rejection;
  constructor(refusal: Rejection) {
    super(refusal.message);
    this.rejection = refusal;
  }
}
