import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept, reject } from '../decision.ts';
import { issueId } from '../ids.ts';
import { mentionLookups } from '../notification/mentioned-people.ts';
import { can } from '../permissions.ts';
import { forbidden, invalid, notFound } from '../refusals.ts';
import { rejection } from '../rejection.ts';
import { bugDetailsInput } from './bug-details.ts';
import { seenIssue } from './seen-issue.ts';
import { watchMentioned } from './watch-mentioned.ts';

/** Gives a bug its details; their author is the actor. */
export const addBugDetails = defineCommand({
  name: 'bug.add',
  schema: z.strictObject({ issue: issueId, bug: bugDetailsInput }),
  needs: ({ issue, bug }) => ({
    rows: { issue: [issue] },
    lookups: mentionLookups(bug.stepsToReproduce, bug.expected, bug.actual),
  }),
  decide: ({ issue, bug }, state, { actor }) => {
    const seen = seenIssue(state, actor, issue);
    if (seen === undefined) return notFound('issue');
    const permission = can(actor, 'issue.edit', seen);
    if (!permission.ok) return forbidden(permission);
    if (seen.issue.type !== 'bug') {
      return invalid('bug', 'Only a bug has bug details. Make it a bug first.');
    }
    if (seen.issue.bug !== null) {
      const message = 'This bug has details already. Edit them instead.';
      return reject(rejection('CONFLICT', message, { field: 'bug' }));
    }
    const text = [bug.stepsToReproduce, bug.expected, bug.actual].join('\n\n');
    return accept(
      { type: 'issue.bug-added', issue, bug: { ...bug, author: actor.id } },
      ...watchMentioned('', text, seen, state),
    );
  },
});
