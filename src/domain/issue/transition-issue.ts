import { z } from 'zod';
import { newestAssignment } from '../assignment/assign.ts';
import { turnAssignment } from '../assignment/turn-assignment.ts';
import { defineCommand } from '../command.ts';
import { addNote } from '../comment/add-note.ts';
import { accept } from '../decision.ts';
import { issueId } from '../ids.ts';
import { mentionLookups } from '../notification/mentioned-people.ts';
import { can } from '../permissions.ts';
import { forbidden, notFound } from '../refusals.ts';
import { isBlank } from '../text.ts';
import { judgeTransition } from '../workflow/judge-transition.ts';
import { stateName } from '../workflow/workflow.ts';
import { duplicateQuestions, refuseDuplicate } from './duplicate.ts';
import { endingIn, endingOf, refuseEnding } from './ending.ts';
import { fixedIn, resolution, resolutionNote } from './issue.ts';
import { seenIssue } from './seen-issue.ts';

const schema = z.strictObject({
  issue: issueId,
  /** The state in which the actor saw it; the present one unless told. */
  from: stateName.optional(),
  to: stateName,
  resolution: resolution.optional(),
  resolutionNote: resolutionNote.optional(),
  fixedIn: fixedIn.optional(),
  duplicateOf: issueId.optional(),
});

/** Moves the issue as its workflow says (spec: The state machine). */
export const transitionIssue = defineCommand({
  name: 'issue.transition',
  schema,
  needs: (args) => ({
    rows: { issue: args.duplicateOf ? [args.issue, args.duplicateOf] : [args.issue] },
    lookups: mentionLookups(args.resolutionNote ?? ''),
  }),
  asks: (args) => duplicateQuestions(args.duplicateOf),
  decide: (args, state, context) => {
    const { actor, now } = context;
    const seen = seenIssue(state, actor, args.issue);
    if (seen === undefined) return notFound('issue');
    const { issue, workflow } = seen;
    const permission = can(actor, 'issue.move', seen);
    if (!permission.ok) return forbidden(permission);
    const from = args.from ?? issue.status;
    const judged = judgeTransition({ issue, workflow, actor, from, to: args.to, brought: args });
    if (judged.outcome === 'refused') return { ok: false, rejection: judged.rejection };
    const note = isBlank(args.resolutionNote ?? '') ? undefined : args.resolutionNote;
    if (judged.outcome === 'already') {
      return accept(...(note === undefined ? [] : addNote(note, seen, state, context)));
    }
    const { name: to, category } = judged.state;
    const refused =
      refuseEnding(args, category, issue) ?? refuseDuplicate(args.duplicateOf, seen, state, actor);
    if (refused !== null) return refused;
    const over = category === 'done' || category === 'closed';
    const turned = turnAssignment(newestAssignment(issue, state), {
      category,
      assignee: issue.assignee,
      now,
    });
    return accept(
      {
        type: 'issue.transitioned',
        issue: issue.id,
        from: issue.status,
        to,
        category,
        before: endingOf(issue),
        after: endingIn(category, issue, { ...args, resolutionNote: note }, now),
      },
      ...(turned === null ? [] : [{ type: 'assignment.changed', assignment: turned } as const]),
      // Only what is done has a resolution; elsewhere the note is what the mover had to say.
      ...(note === undefined || over ? [] : addNote(note, seen, state, context)),
    );
  },
});
