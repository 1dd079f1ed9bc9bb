import type { TableName, Tables } from './state.ts';

/** The tables whose rows have no history of their own: a change is the row before and after. */
export const RECORD_TABLES = [
  'workspace',
  'user',
  'project',
  'severity',
  'tag',
  'workflow',
  'rule',
  'view',
  'notification',
] as const satisfies readonly TableName[];
export type RecordTable = (typeof RECORD_TABLES)[number];

/** A managed record was made, changed or removed. The whole row is in the event. */
export type RecordEvent = {
  [T in RecordTable]:
    | { readonly type: 'record.created'; readonly table: T; readonly row: Tables[T] }
    | {
        readonly type: 'record.changed';
        readonly table: T;
        readonly before: Tables[T];
        readonly row: Tables[T];
      }
    | { readonly type: 'record.removed'; readonly table: T; readonly before: Tables[T] };
}[RecordTable];
