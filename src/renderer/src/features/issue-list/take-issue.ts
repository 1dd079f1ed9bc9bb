import type { IssueRow, PersonShape } from '#protocol/shapes.ts';
import { call } from '../../api.ts';
import { command } from '../../commands.ts';
import { announce } from '../../components/announcer.ts';
import { showToast } from '../../components/toast.tsx';
import { changeIssue } from './change-issue.ts';

/** Assigns an issue to whoever asks, or says why that is shut. */
export async function takeIssue(issue: IssueRow, person: PersonShape): Promise<void> {
  if (issue.assignee?.id === person.id) return announce(`${issue.key} is yours already.`);
  const view = await call('issue.get', { issue: issue.id });
  const shut = view.ok ? shutReason(view.value.may.take) : view.error.message;
  if (shut !== null) {
    showToast(shut);
    announce(shut, 'assertive');
    return;
  }
  const { id, username, name } = person;
  announce(`${issue.key} is yours.`);
  await changeIssue(issue, { assignee: { id, username, name } }, [
    command('issue.assign', { issue: issue.id, assignee: id }),
  ]);
}

function shutReason(take: { readonly open: boolean; readonly reason: string | null }) {
  return take.open ? null : (take.reason ?? 'It cannot be taken now.');
}
