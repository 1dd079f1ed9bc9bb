import { describe, expect, it } from 'vitest';
import type { SeverityId } from '#domain/ids.ts';
import { decide, eventsOf, rejectionOf } from '#tests/support/decide.ts';
import { anIssue, aProject, idOf } from '#tests/support/rows.ts';
import { ana, major, max, minor, ranksAfter, rows } from './scene.ts';

describe('deleting a severity', () => {
  const project = aProject();
  const hidden = aProject({ key: 'SEC', visibility: 'private' });
  const issues = [
    anIssue({ number: 1, severity: minor.id }),
    anIssue({ number: 2, severity: minor.id }),
    anIssue({ number: 3, severity: minor.id, project: hidden.id }),
    anIssue({ number: 4, severity: major.id }),
  ];
  const used = { ...rows, project: [project, hidden], issue: issues };

  it('closes the gap in the ranks', () => {
    const decision = decide(rows, max, 'severity.delete', { id: minor.id });
    expect(ranksAfter(decision)).toEqual([
      ['Major', 1],
      ['Trivial', 2],
    ]);
  });

  it('counts the issues in use that the actor sees, and offers to move them', () => {
    expect(rejectionOf(decide(used, ana, 'severity.delete', { id: minor.id }))).toMatchObject({
      code: 'CONFLICT',
      message: '3 issues have the severity Minor. Choose the severity to move them to.',
      field: 'moveTo',
      details: { issues: 3 },
    });
    expect(rejectionOf(decide(used, max, 'severity.delete', { id: minor.id }))).toMatchObject({
      message: '2 issues have the severity Minor. Choose the severity to move them to.',
      details: { issues: 2 },
    });
    const one = { ...used, issue: issues.slice(1, 3) };
    expect(rejectionOf(decide(one, max, 'severity.delete', { id: minor.id })).message).toBe(
      '1 issue has the severity Minor. Choose the severity to move them to.',
    );
    const unseen = { ...used, issue: issues.slice(2, 3) };
    expect(rejectionOf(decide(unseen, max, 'severity.delete', { id: minor.id }))).toMatchObject({
      message: 'Issues have the severity Minor. Choose the severity to move them to.',
      details: { issues: 0 },
    });
  });

  it('moves every one of them first', () => {
    const args = { id: minor.id, moveTo: major.id };
    const events = eventsOf(decide(used, max, 'severity.delete', args));
    expect(events.slice(0, 3)).toEqual(
      issues.slice(0, 3).map(({ id }) => ({
        type: 'issue.edited',
        issue: id,
        field: 'severity',
        from: minor.id,
        to: major.id,
        shown: { from: 'Minor', to: 'Major' },
      })),
    );
    expect(events[3]).toEqual({ type: 'record.removed', table: 'severity', before: minor });
  });

  it.each([minor.id, idOf<SeverityId>('nothing')])('does not move them to %s', (moveTo) => {
    const decision = decide(used, max, 'severity.delete', { id: minor.id, moveTo });
    expect(rejectionOf(decision)).toMatchObject({ code: 'VALIDATION', field: 'moveTo' });
  });

  it('keeps the only one, and is for admins and its author', () => {
    const only = { ...rows, severity: [minor] };
    expect(rejectionOf(decide(only, ana, 'severity.delete', { id: minor.id })).code).toBe(
      'CONFLICT',
    );
    expect(rejectionOf(decide(rows, max, 'severity.delete', { id: major.id })).code).toBe(
      'FORBIDDEN',
    );
  });
});
