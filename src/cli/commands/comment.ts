import { giveForIssue, issueIdOf } from '../execute.ts';
import { withWorkspace } from '../open-workspace.ts';
import type { CliCommand } from './command.ts';

export const commentCommand: CliCommand = {
  name: 'comment',
  words: 'KEY TEXT',
  count: [2, Number.POSITIVE_INFINITY],
  summary: 'Adds a comment (Markdown) to an issue',
  flags: {},
  flagHelp: [],
  run: (call) =>
    withWorkspace(call, async (opened) => {
      const [key = '', ...words] = call.words;
      const issue = await issueIdOf(opened, key);
      if (!issue.ok) return issue;
      const id = opened.session.engine.clock.newId();
      const args = { id, issue: issue.value, content: words.join(' ') };
      return giveForIssue(opened, issue.value, [{ name: 'comment.add', args }]);
    }),
};
