import type { TableName, Tables } from '#domain/state.ts';

/** What a transaction does to one row: null `before` makes it, null `after` removes it. */
export type NetChange = {
  [T in TableName]: {
    readonly table: T;
    readonly id: string;
    readonly before: Tables[T] | null;
    readonly after: Tables[T] | null;
  };
}[TableName];

/** The changes of one table, in the order in which they came. */
export interface TableChanges<Row> {
  readonly made: readonly Row[];
  readonly changed: readonly { readonly before: Row; readonly after: Row }[];
  readonly removed: readonly Row[];
}

export type ChangesByTable = { readonly [T in TableName]: TableChanges<Tables[T]> };

/** Sorts changes by table; a row that was neither there before nor is after is no change. */
export function byTable(changes: readonly NetChange[]): ChangesByTable {
  return {
    workspace: changesOf(changes, 'workspace'),
    user: changesOf(changes, 'user'),
    project: changesOf(changes, 'project'),
    severity: changesOf(changes, 'severity'),
    tag: changesOf(changes, 'tag'),
    workflow: changesOf(changes, 'workflow'),
    rule: changesOf(changes, 'rule'),
    issue: changesOf(changes, 'issue'),
    comment: changesOf(changes, 'comment'),
    assignment: changesOf(changes, 'assignment'),
    notification: changesOf(changes, 'notification'),
    relation: changesOf(changes, 'relation'),
    attachment: changesOf(changes, 'attachment'),
    view: changesOf(changes, 'view'),
  };
}

function changesOf<T extends TableName>(
  changes: readonly NetChange[],
  table: T,
): TableChanges<Tables[T]> {
  const made: Tables[T][] = [];
  const changed: { before: Tables[T]; after: Tables[T] }[] = [];
  const removed: Tables[T][] = [];
  for (const change of changes) {
    if (change.table !== table) continue;
    const { before, after } = change as {
      readonly before: Tables[T] | null;
      readonly after: Tables[T] | null;
    };
    if (before === null && after !== null) made.push(after);
    else if (before !== null && after !== null) changed.push({ before, after });
    else if (before !== null) removed.push(before);
  }
  return { made, changed, removed };
}
