import type { CallInput, IssuesPage } from '#protocol/api.ts';
import { type Result, success } from '#protocol/result.ts';
import type { Asker } from '../asker.ts';
import { readQuery, readZone } from './read-query.ts';
import { issueRow } from './shape.ts';

/** A window of the issue list, with the exact total and, if asked, the status groups. */
export async function issuesPage(
  input: CallInput<'issues.page'>,
  asker: Asker,
): Promise<Result<IssuesPage>> {
  const zone = readZone(input.timeZone);
  if (!zone.ok) return zone;
  const query = await readQuery(input.query, asker);
  if (!query.ok) return query;
  const page = await asker.lists.page({
    query: query.value,
    viewer: asker.user,
    zone: zone.value,
    now: asker.now,
    group: input.group,
    collapsed: input.collapsed,
    offset: input.offset,
    count: input.count,
  });
  return success({ ...page, rows: page.rows.map(issueRow), groups: [...page.groups] });
}
