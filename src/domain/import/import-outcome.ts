import type { DomainEvent } from '../event.ts';
import type { Issue } from '../issue/issue.ts';
import type { ReadState } from '../state.ts';
import { compareImport } from './compare-import.ts';
import { existingIssue } from './existing-issue.ts';
import type { Adjustment, ImportArgs } from './import-row.ts';

/** What became of one row; null: the command brought no row, only what the head of a file makes. */
export type ImportOutcome = 'created' | 'updated' | 'unchanged' | null;

/** For the report of an import, from what `issue.import` decided. */
export function importOutcome(args: ImportArgs, events: readonly DomainEvent[]): ImportOutcome {
  if (args.row === null) return null;
  const imported = events.find(({ type }) => type === 'issue.imported');
  if (imported?.type !== 'issue.imported') return 'unchanged';
  return imported.isNew ? 'created' : 'updated';
}

/**
 * Fields that were changed here and in the file since the last import, and so were left: asked of
 * the state BEFORE the command is folded into it.
 */
export function leftFields(
  args: ImportArgs,
  line: number,
  state: ReadState,
): readonly Adjustment[] {
  const issue: Issue | undefined = args.row === null ? undefined : existingIssue(args.row, state);
  if (issue === undefined || args.row === null) return [];
  return compareImport(issue, args.row).left.map((field) => ({
    row: line,
    field,
    message: 'It was changed here since the last import, and is left as it is.',
  }));
}
