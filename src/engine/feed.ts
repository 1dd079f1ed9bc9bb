import type { Activity } from '#domain/activity/activity.ts';
import type { TableName } from '#domain/state.ts';
import type { NetChange } from '#store/changes.ts';

/** What changed in one transaction, told after its commit. */
export interface Changed {
  readonly version: number;
  /** null: too many to name, or another process wrote. Read again. */
  readonly issues: readonly string[] | null;
  readonly tables: readonly string[];
}

/** What may have changed when another process wrote. */
export const EVERY_TABLE: readonly TableName[] = [
  'workspace',
  'user',
  'project',
  'severity',
  'tag',
  'workflow',
  'rule',
  'issue',
  'comment',
  'assignment',
  'notification',
  'relation',
  'attachment',
  'view',
];

const MOST_NAMED = 500;

export type FeedListener = (changed: Changed) => void;

/** Tells listeners of every commit, in order. */
export class Feed {
  readonly #listeners = new Set<FeedListener>();

  listen(listener: FeedListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  publish(changed: Changed): void {
    for (const listener of this.#listeners) listener(changed);
  }
}

/** Names the issues that changed themselves, in a part of theirs, or in their record. */
export function changedFrom(
  changes: readonly NetChange[],
  activity: readonly Activity[],
  version: number,
): Changed {
  const issues = new Set<string>(activity.map(({ issue }) => issue));
  const tables = new Set<string>(issues.size > 0 ? ['issue'] : []);
  for (const change of changes) {
    tables.add(change.table);
    if (change.table === 'issue') issues.add(change.id);
    else if (isPart(change)) {
      const row = change.after ?? change.before;
      if (row) issues.add(row.issue);
      if (row && 'other' in row) issues.add(row.other);
    }
  }
  return { version, issues: issues.size > MOST_NAMED ? null : [...issues], tables: [...tables] };
}

type PartChange = Extract<
  NetChange,
  { readonly table: 'comment' | 'assignment' | 'relation' | 'attachment' }
>;

function isPart(change: NetChange): change is PartChange {
  return ['comment', 'assignment', 'relation', 'attachment'].includes(change.table);
}
