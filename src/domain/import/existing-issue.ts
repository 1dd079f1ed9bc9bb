import type { Issue } from '../issue/issue.ts';
import type { Lookup, ReadState } from '../state.ts';
import type { ImportRow } from './import-row.ts';

/** How a row of the same external id is found; none where the row has no external id. */
export function externalLookup({ external }: Pick<ImportRow, 'external'>): readonly Lookup[] {
  if (external === null) return [];
  return [{ find: 'issue', by: 'external', source: external.source, value: external.id }];
}

/** The issue that stands for this row here: of the same external id, else of the same id. */
export function existingIssue(row: ImportRow, state: ReadState): Issue | undefined {
  const [lookup] = externalLookup(row);
  const id = lookup === undefined ? undefined : state.find(lookup);
  return state.get('issue', id ?? row.id);
}
