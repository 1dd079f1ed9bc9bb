import type { IssueId } from '#domain/ids.ts';
import { notFound } from '#domain/refusals.ts';
import { clean } from '#domain/text.ts';
import { type FoundIssue, findIssue, findSeen } from '#engine/queries/find-issue.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import type { LoadTable } from '#store/load-tables.ts';
import type { VersionedTable } from '#store/row-version.ts';
import type { Store } from '#store/store.ts';
import type { Caller } from '../auth/caller.ts';
import { askerOf, type Services } from '../services.ts';
import type { Target } from './steps.ts';

/** An issue's id or its key, in any case. */
export const issueName = clean.max(64).meta({ description: 'The id, or the key: PAY-12.' });

/** An issue that a request writes on; 404 where the caller does not see it. */
export function issueTarget(
  name: string,
  caller: Caller,
  services: Services,
): Target<FoundIssue & { readonly id: IssueId; readonly version: number }> {
  return {
    table: 'issue',
    find: async () => {
      const found = await findIssue(name, askerOf(services, caller));
      if (!found.ok) return found;
      const { id, version } = found.value.issue;
      return success({ ...found.value, id, version });
    },
  };
}

/** The same where nothing of the issue is needed but which it is. */
export function issueAlone(
  name: string,
  caller: Caller,
  services: Services,
): Target<{ readonly id: IssueId; readonly version: number }> {
  return {
    table: 'issue',
    find: async () => {
      const found = await findSeen(name, askerOf(services, caller));
      if (!found.ok) return found;
      const { id, version } = found.value;
      return success({ id: id as IssueId, version });
    },
  };
}

/** A row that everybody sees. */
export function rowTarget<Row>(
  table: VersionedTable,
  load: LoadTable<Row>,
  id: string,
  what: string,
  store: Store,
): Target<Row> {
  return { table, find: () => findRow(load, id, what, store) };
}

/** A row by its id; 404 where there is none. */
export async function findRow<Row>(
  load: LoadTable<Row>,
  id: string,
  what: string,
  { read, dialect }: Store,
): Promise<Result<Row>> {
  const [row] = await load(read, dialect, [id]);
  return row === undefined ? failure(notFound(what).rejection) : success(row);
}
