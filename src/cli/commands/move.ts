import { giveForIssue, issueIdOf } from '../execute.ts';
import { withWorkspace } from '../open-workspace.ts';
import { type CliCommand, text } from './command.ts';

export const moveCommand: CliCommand = {
  name: 'move',
  words: 'KEY STATUS',
  count: [2, 2],
  summary:
    'Moves an issue to another state of its workflow, such as: katydid move PAY-12 in_progress',
  flags: {
    note: { type: 'string' },
    resolution: { type: 'string' },
    'fixed-in': { type: 'string' },
    'duplicate-of': { type: 'string' },
  },
  flagHelp: [
    '--note N             the resolution note',
    '--resolution R       fixed, duplicate, wont_fix, invalid, not_reproducible, no_response, other',
    '--fixed-in VERSION   the version it is fixed in',
    '--duplicate-of KEY   the original, with --resolution duplicate',
  ],
  run: (call) =>
    withWorkspace(call, async (opened) => {
      const [key = '', to = ''] = call.words;
      const issue = await issueIdOf(opened, key);
      if (!issue.ok) return issue;
      const original = text(call.flags, 'duplicate-of');
      const duplicateOf = original === undefined ? null : await issueIdOf(opened, original);
      if (duplicateOf && !duplicateOf.ok) return duplicateOf;
      const note = text(call.flags, 'note');
      const resolution = text(call.flags, 'resolution');
      const fixedIn = text(call.flags, 'fixed-in');
      const args = {
        issue: issue.value,
        to,
        ...(note === undefined ? {} : { resolutionNote: note }),
        ...(resolution === undefined ? {} : { resolution }),
        ...(fixedIn === undefined ? {} : { fixedIn }),
        ...(duplicateOf ? { duplicateOf: duplicateOf.value } : {}),
      };
      return giveForIssue(opened, issue.value, [{ name: 'issue.transition', args }]);
    }),
};
