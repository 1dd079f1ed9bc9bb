import type { IssueRow } from '#protocol/shapes.ts';
import type { Command } from '../../commands.ts';
import { announce } from '../../components/announcer.ts';
import { showToast } from '../../components/toast.tsx';
import { runPatched } from '../../stores/pending-patches.ts';

/** Changes an issue of the list: it shows at once, and goes back with its sentence when refused. */
export async function changeIssue(
  issue: IssueRow,
  fields: Partial<IssueRow>,
  commands: readonly Command[],
): Promise<void> {
  const refused = await runPatched(issue, fields, commands);
  if (refused === null) return;
  showToast(refused.message);
  announce(refused.message, 'assertive');
}
