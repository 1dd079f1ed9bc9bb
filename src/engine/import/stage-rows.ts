import { recordActivity } from '#domain/activity/record-activity.ts';
import type { Assignment } from '#domain/assignment/assignment.ts';
import type { Context, ParsedCommand } from '#domain/command.ts';
import type { Comment } from '#domain/comment/comment.ts';
import { evolve } from '#domain/evolve.ts';
import { type ActivityId, type CommandId, deriveId } from '#domain/ids.ts';
import { importIssue } from '#domain/import/import-issue.ts';
import { leftFields } from '#domain/import/import-outcome.ts';
import type { Adjustment, ImportArgs, ImportRow, Makes } from '#domain/import/import-row.ts';
import type { MappedRow } from '#domain/import/mapping.ts';
import type { Issue } from '#domain/issue/issue.ts';
import type { Rejection } from '#domain/rejection.ts';
import type { RowChange } from '#domain/state.ts';
import type { User } from '#domain/user/user.ts';
import type { StagingFile } from '#store/staging/staging-file.ts';
import type { RowProblem } from './file-record.ts';
import type { RowTaker } from './file-rows.ts';
import type { ImportState } from './import-state.ts';

/** What is told of the rows so far. */
export interface Tally {
  created: number;
  updated: number;
  unchanged: number;
  readonly adjusted: Adjustment[];
  readonly kept: Adjustment[];
  readonly bad: RowProblem[];
}

export function emptyTally(): Tally {
  return { created: 0, updated: 0, unchanged: 0, adjusted: [], kept: [], bad: [] };
}

export interface StagerOptions {
  readonly state: ImportState;
  /** null: nothing is to be written. */
  readonly staging: StagingFile | null;
  readonly actor: User;
  readonly now: number;
  readonly newId: () => string;
  readonly tally: Tally;
}

/** Work that waits for the copying transaction: a row whose issue is here already. */
export interface LateWork {
  readonly row: number;
  /** It came before in this file, so that only then can be seen whether it changes anything. */
  readonly again: boolean;
  readonly id: string;
  readonly args: ImportArgs;
}

/** Activity ids count from here, as `execute` counts them. */
const ACTIVITY_ORDINAL = 1000;

/**
 * Decides the commands of an import as `execute` does, by the same rules, against a state in memory,
 * and stages what they make. Outcomes are not kept by command id: nobody can send these again.
 */
export class Stager implements RowTaker {
  readonly #on: StagerOptions;

  constructor(options: StagerOptions) {
    this.#on = options;
  }

  /**
   * Decides rows in their order.
   * @returns the rejection that ends the whole import: who imports may not
   */
  async add(rows: readonly MappedRow[]): Promise<Rejection | null> {
    const { state } = this.#on;
    await state.load(rows.flatMap(({ args }) => args.row ?? []));
    for (const mapped of rows) {
      const refused = await this.#addOne(mapped);
      if (refused !== null) return refused;
    }
    return null;
  }

  /** Notes what the projects' next numbers are, once every row was added. */
  finish(): void {
    const { state, staging } = this.#on;
    for (const { id, nextNumber } of state.projects) {
      const first = state.firstNumber(id);
      if (nextNumber > first) staging?.place(id, first, nextNumber);
    }
  }

  async #addOne({ row: line, args, adjustments }: MappedRow): Promise<Rejection | null> {
    const { tally } = this.#on;
    if (args.makes !== null) {
      const refused = await this.#make(args.makes);
      if (refused !== null) return refused;
    }
    if (args.row === null) return null;
    const refused = await this.#decideRow(line, args.row);
    if (refused === null) {
      tally.adjusted.push(...adjustments);
      return null;
    }
    if (refused.code === 'FORBIDDEN' || refused.code === 'UNAUTHENTICATED') return refused;
    const field = (refused.field ?? '').replace(/^row\.?/, '');
    tally.bad.push({ row: line, field, message: refused.message });
    return null;
  }

  /** What a row names and nobody knew is made before it, so that later rows find it in any case. */
  async #make(makes: Makes): Promise<Rejection | null> {
    const { state, staging } = this.#on;
    const made = await this.#decide({ row: null, makes });
    if (!made.ok) return made.rejection;
    for (const event of made.decision.events) {
      const changes = evolve(state, event, made.meta);
      state.apply(changes);
      if (staging !== null) for (const change of changes) stageRecord(staging, change);
    }
    return null;
  }

  async #decideRow(line: number, row: ImportRow): Promise<Rejection | null> {
    const { state, staging, tally, newId } = this.#on;
    if (state.isStaged(row)) {
      const work = { row: line, again: true, id: newId(), args: { row, makes: null } };
      staging?.late(JSON.stringify(work satisfies LateWork));
      return null;
    }
    const args: ImportArgs = { row: await state.withoutPresent(row), makes: null };
    const made = await this.#decide(args);
    if (!made.ok) return made.rejection;
    tally.kept.push(...leftFields(args, line, state));
    const { events } = made.decision;
    const imported = events.find((event) => event.type === 'issue.imported');
    if (imported === undefined) tally.unchanged += 1;
    else if (imported.isNew) {
      this.#stageIssue(events, made.meta);
      tally.created += 1;
    } else {
      const work = { row: line, again: false, id: newId(), args };
      staging?.late(JSON.stringify(work satisfies LateWork));
      tally.updated += 1;
    }
    return null;
  }

  async #decide(args: ImportArgs) {
    const { state, actor, now, newId } = this.#on;
    const id = newId() as CommandId;
    const command: ParsedCommand = importIssue.parse(args);
    if (!command.ok) return { ok: false, rejection: command.rejection } as const;
    const context: Context = { actor, now, command: id };
    const questions = command.asks(state, context);
    if (questions.length > 0) await state.ask(questions);
    const decision = command.decide(state, context);
    if (!decision.ok) return decision;
    return { ok: true, decision, meta: { actor: actor.id, at: now, command: id } } as const;
  }

  #stageIssue(
    events: readonly Parameters<typeof evolve>[1][],
    meta: Parameters<typeof evolve>[2],
  ): void {
    const { state, staging } = this.#on;
    let ordinal = ACTIVITY_ORDINAL;
    for (const event of events) {
      const changes = evolve(state, event, meta);
      const activity = recordActivity(event, meta, () =>
        deriveId<ActivityId>(meta.command, ordinal++),
      );
      state.apply(changes);
      if (staging === null) continue;
      const issue = rowsOf<Issue>(changes, 'issue')[0];
      if (issue === undefined) continue;
      if (issue.duplicateOf !== null) this.#admitTarget(staging, issue.duplicateOf);
      const comments = rowsOf<Comment>(changes, 'comment');
      const assignments = rowsOf<Assignment>(changes, 'assignment');
      staging.issue(issue, { comments, assignments, activity });
    }
  }

  #admitTarget(staging: StagingFile, target: Issue['id']): void {
    const seq = this.#on.state.seqOf(target);
    if (seq !== undefined) staging.admitIssue(target, seq);
  }
}

function rowsOf<Row>(changes: readonly RowChange[], table: RowChange['table']): Row[] {
  return changes.flatMap((change) =>
    change.table === table && change.row !== null ? [change.row as Row] : [],
  );
}

function stageRecord(staging: StagingFile, { table, row }: RowChange): void {
  if (row === null) return;
  if (table === 'user') staging.user(row);
  else if (table === 'severity') staging.severity(row);
  else if (table === 'tag') staging.tag(row);
  else if (table === 'project') staging.project(row);
}
