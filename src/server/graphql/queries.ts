import { ISSUE_QUERIES } from './queries/issues.ts';
import { LIST_QUERIES } from './queries/lists.ts';
import { PART_QUERIES } from './queries/parts.ts';
import { REPORT_QUERIES } from './queries/reports.ts';
import type { Field } from './schema/define-field.ts';

/** Everything that may be asked. */
export const QUERIES: Readonly<Record<string, Field>> = {
  ...ISSUE_QUERIES,
  ...PART_QUERIES,
  ...LIST_QUERIES,
  ...REPORT_QUERIES,
};
