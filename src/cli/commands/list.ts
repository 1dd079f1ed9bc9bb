import { readIssueShapes } from '#engine/queries/issue-shapes.ts';
import { issuesPage } from '#engine/queries/issues-page.ts';
import type { IssueRow } from '#protocol/shapes.ts';
import { withWorkspace } from '../open-workspace.ts';
import { table } from '../table.ts';
import { type CliCommand, count } from './command.ts';

const USUAL = 50;
/** Rows that one window holds; a longer list is read window by window. */
const WINDOW = 500;

export const listCommand: CliCommand = {
  name: 'list',
  words: '[QUERY]',
  count: [0, Number.POSITIVE_INFINITY],
  summary: 'Shows the issues that match a query, such as: is:open severity:Blocker sort:-updated',
  flags: { limit: { type: 'string' }, offset: { type: 'string' } },
  flagHelp: [`--limit N    at most N issues (${USUAL})`, '--offset N   leave out the first N'],
  run: (call) =>
    withWorkspace(call, async (opened) => {
      const limit = count(call.flags, 'limit', USUAL);
      const offset = count(call.flags, 'offset', 0);
      const rows: IssueRow[] = [];
      let total = 0;
      do {
        const page = await issuesPage(
          {
            query: call.words.join(' '),
            group: 'none',
            collapsed: [],
            timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
            offset: offset + rows.length,
            count: Math.max(1, Math.min(WINDOW, limit - rows.length)),
          },
          opened.asker(),
        );
        if (!page.ok) return page;
        total = page.value.total;
        if (limit > 0) rows.push(...page.value.rows);
      } while (rows.length < Math.min(limit, total - offset));
      const shown = call.flags.json ? rows.map(({ id }) => id) : [];
      return {
        ok: true,
        json: { total, issues: await readIssueShapes(shown, opened.asker()) },
        text: listText(rows, total, call.terminal.columns),
      };
    }),
};

function listText(rows: readonly IssueRow[], total: number, columns: number): string {
  if (rows.length === 0) return `${total === 0 ? 'No issue matches.' : `${total} issues match.`}\n`;
  const cells = rows.map((row) => [
    row.key,
    row.status.label,
    row.severity.level,
    row.priority,
    row.assignee?.username ?? '',
    row.updatedAt.slice(0, 10),
    row.title,
  ]);
  const head = ['Key', 'Status', 'Severity', 'Priority', 'Assignee', 'Updated', 'Title'];
  const more = total > rows.length ? `${rows.length} of ${total} issues\n` : '';
  return table(head, cells, columns) + more;
}
