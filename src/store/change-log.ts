import type { User } from '#domain/user/user.ts';
import { insertRows } from './batch.ts';
import type { NetChange } from './changes.ts';
import { CLOCK } from './query/data-clock.ts';
import type { Read } from './tables.ts';
import type { Transaction } from './transaction.ts';

/** What the log says in place of a row number (`ChangeTable.issue`). */
export const CHANGE_MARKS = {
  /** Too many issues to name: anything may have changed, names and rights too. */
  tooMany: 0,
  /** Who sees what may have changed, or what a project is called. */
  scope: -1,
  /** A person, severity, tag or workflow is called or shown otherwise, or is gone. */
  labels: -2,
} as const;

/** What one transaction, or a part of it, has changed. */
export interface LoggedChange {
  /** Ids of issues that changed themselves or in a part, the deleted ones too; null: too many. */
  readonly issues: readonly string[] | null;
  /** Every row that changed; what names and rights depend on is found in it. */
  readonly rows: readonly NetChange[];
}

/** Writes the log of a version, in its transaction. Several parts of one transaction add up. */
export async function logChanges(
  tx: Transaction,
  version: number,
  { issues, rows }: LoggedChange,
): Promise<void> {
  const { numbers } = tx;
  if (issues !== null) await numbers.look({ issue: issues });
  const named =
    issues === null
      ? [CHANGE_MARKS.tooMany]
      : issues.filter((id) => numbers.has('issue', id)).map((id) => numbers.seq(id));
  const logged = [...new Set([...named, ...rows.flatMap(marksOf)])];
  const columns = logged.map((issue) => ({ v: version, issue }));
  await insertRows(tx.db, tx.dialect, 'change', columns, { key: ['v', 'issue'], update: [] });
}

/** Counting a project's issues, or what a person has as password, is no concern of others. */
function marksOf(change: NetChange): readonly number[] {
  const { table, before, after } = change;
  switch (table) {
    case 'project':
      return differ(before, after, ['visibility', 'members', 'archived', 'key', 'name'])
        ? [CHANGE_MARKS.scope]
        : [];
    case 'user':
      // A new person has no live query yet, and what names them is asked for again until it is found.
      if (before === null) return [];
      return [
        ...(differ(before, after, RIGHTS) ? [CHANGE_MARKS.scope] : []),
        ...(differ(before, after, ['username', 'name']) ? [CHANGE_MARKS.labels] : []),
      ];
    case 'severity':
      return before !== null && differ(before, after, ['level', 'rank', 'colour'])
        ? [CHANGE_MARKS.labels]
        : [];
    case 'tag':
      return before !== null && differ(before, after, ['name', 'colour'])
        ? [CHANGE_MARKS.labels]
        : [];
    case 'workflow':
      return before !== null && differ(before, after, ['states']) ? [CHANGE_MARKS.labels] : [];
    default:
      return [];
  }
}

const RIGHTS: readonly (keyof User)[] = ['role', 'blocked'];

/** A row that is made or removed differs in everything. */
function differ<Row extends object>(
  before: Row | null,
  after: Row | null,
  fields: readonly (keyof Row)[],
): boolean {
  if (before === null || after === null) return true;
  return fields.some((field) => !same(before[field], after[field]));
}

function same(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other;
  return one.length === other.length && one.every((item) => other.includes(item));
}

/** What changed after a version, up to the newest one. */
export interface ChangesSince {
  /** The newest version. */
  readonly version: number;
  readonly epoch: string;
  /** Row numbers (`issue.seq`), rising, each once; of issues that are gone too. */
  readonly issues: readonly number[];
  /** More than the log or the reader names: then `issues` is not all of them. */
  readonly tooMany: boolean;
  readonly scopeChanged: boolean;
  readonly labelsChanged: boolean;
  /** What was asked about a version before this one is not answered: the log begins there. */
  readonly floor: number;
  /** `DataClock.gap` at that version. */
  readonly gap: number | null;
}

/**
 * Reads the log after a version.
 * @param db a snapshot (`inSnapshot`), where nothing newer than the version may be named
 * @param limit the most issues to name
 */
export async function changesSince(
  db: Read,
  version: number,
  limit: number,
): Promise<ChangesSince> {
  const head = await db
    .selectFrom('head')
    .select(['v', 'epoch', 'change_floor', CLOCK.gap.as('gap')])
    .executeTakeFirstOrThrow();
  const marks = Object.keys(CHANGE_MARKS).length;
  const rows =
    version >= head.v
      ? []
      : await db
          .selectFrom('change')
          .select('issue')
          .distinct()
          .where('v', '>', version)
          .orderBy('issue')
          .limit(limit + marks + 1)
          .execute();
  const logged = rows.map(({ issue }) => issue);
  const issues = logged.filter((seq) => seq > 0);
  return {
    version: head.v,
    epoch: head.epoch,
    issues: issues.slice(0, limit),
    tooMany: issues.length > limit || logged.includes(CHANGE_MARKS.tooMany),
    scopeChanged: logged.includes(CHANGE_MARKS.scope),
    labelsChanged: logged.includes(CHANGE_MARKS.labels),
    floor: head.change_floor,
    gap: head.gap,
  };
}
