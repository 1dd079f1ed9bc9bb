import { giveForIssue, issueIdOf, userIdOf } from '../execute.ts';
import { withWorkspace } from '../open-workspace.ts';
import type { CliCommand } from './command.ts';

export const assignCommand: CliCommand = {
  name: 'assign',
  words: 'KEY USER',
  count: [2, 2],
  summary: 'Gives an issue to a person; none takes it from whoever has it',
  flags: {},
  flagHelp: [],
  run: (call) =>
    withWorkspace(call, async (opened) => {
      const [key = '', username = ''] = call.words;
      const issue = await issueIdOf(opened, key);
      if (!issue.ok) return issue;
      if (username === 'none') {
        const args = { issue: issue.value };
        return giveForIssue(opened, issue.value, [{ name: 'issue.unassign', args }]);
      }
      const assignee = await userIdOf(opened, username === 'me' ? opened.user.username : username);
      if (!assignee.ok) return assignee;
      const args = { issue: issue.value, assignee: assignee.value };
      return giveForIssue(opened, issue.value, [{ name: 'issue.assign', args }]);
    }),
};
