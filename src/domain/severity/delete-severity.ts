import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept, type Rejected, reject } from '../decision.ts';
import type { DomainEvent } from '../event.ts';
import { type IssueId, severityId } from '../ids.ts';
import { can, seesIssue } from '../permissions.ts';
import { forbidden, invalid, notFound } from '../refusals.ts';
import { rejection } from '../rejection.ts';
import type { ReadState } from '../state.ts';
import type { User } from '../user/user.ts';
import { BY_RANK, ranked, rerank } from './ranks.ts';
import type { Severity } from './severity.ts';

/**
 * Removes a severity. One in use goes only with `moveTo`, the severity that its issues take (those
 * of archived projects and those the actor does not see too: no issue is without one).
 */
export const deleteSeverity = defineCommand({
  name: 'severity.delete',
  schema: z.strictObject({ id: severityId, moveTo: severityId.nullable().default(null) }),
  needs: (args) => ({
    rows: { severity: args.moveTo === null ? [args.id] : [args.id, args.moveTo] },
  }),
  asks: (args) => [BY_RANK, { ask: 'issuesWithSeverity', of: { severity: args.id } }],
  decide: ({ id, moveTo }, state, { actor, now }) => {
    const severity = state.get('severity', id);
    if (severity === undefined) return notFound('severity');
    const permission = can(actor, 'severity.delete', { author: severity.author });
    if (!permission.ok) return forbidden(permission);
    const target = moveTo === null ? undefined : state.get('severity', moveTo);
    if (moveTo !== null && (target === undefined || target.id === id)) {
      return invalid('moveTo', 'The issues cannot go there. Choose another severity that exists.');
    }
    const others = ranked(state)
      .map((other) => other.id)
      .filter((other) => other !== id);
    if (others.length === 0) {
      const message = `${severity.level} is the only severity. Create another one first.`;
      return reject(rejection('CONFLICT', message));
    }
    const issues = state.answer('issuesWithSeverity', { severity: id });
    if (issues.length > 0 && target === undefined) return inUse(severity, issues, actor, state);
    const moved =
      target === undefined ? [] : issues.map((issue) => moving(issue, severity, target));
    const removed = { type: 'record.removed', table: 'severity', before: severity } as const;
    return accept(...moved, removed, ...rerank(others, state, now));
  },
});

function moving(issue: IssueId, from: Severity, to: Severity): DomainEvent {
  return {
    type: 'issue.edited',
    issue,
    field: 'severity',
    from: from.id,
    to: to.id,
    shown: { from: from.level, to: to.level },
  };
}

/** The count is of what the actor sees; that others exist is told by the refusal alone. */
function inUse(
  severity: Severity,
  issues: readonly IssueId[],
  actor: User,
  state: ReadState,
): Rejected {
  const seen = issues.filter((id) => {
    const issue = state.get('issue', id);
    const project = issue && state.get('project', issue.project);
    return issue !== undefined && project !== undefined && seesIssue(actor, project, issue);
  }).length;
  const count = seen === 0 ? 'Issues have' : seen === 1 ? '1 issue has' : `${seen} issues have`;
  const message = `${count} the severity ${severity.level}. Choose the severity to move them to.`;
  return reject(rejection('CONFLICT', message, { field: 'moveTo', details: { issues: seen } }));
}
