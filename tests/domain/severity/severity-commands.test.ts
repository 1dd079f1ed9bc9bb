import { describe, expect, it } from 'vitest';
import type { SeverityId } from '#domain/ids.ts';
import { decide, eventsOf, rejectionOf } from '#tests/support/decide.ts';
import { anIssue, aProject, aSeverity, aUser, idOf, NOW } from '#tests/support/rows.ts';

const ana = aUser({ username: 'ana', role: 'admin' });
const max = aUser({ username: 'max', role: 'manager' });
const tom = aUser({ username: 'tom' });
const major = aSeverity({ level: 'Major', rank: 1 });
const minor = aSeverity({ level: 'Minor', rank: 2, author: max.id });
const trivial = aSeverity({ level: 'Trivial', rank: 3 });
const rows = { user: [ana, max, tom], severity: [trivial, major, minor] };

function ranksAfter(decision: ReturnType<typeof decide>) {
  const ranks = new Map(rows.severity.map(({ level, rank }) => [level, rank]));
  for (const event of eventsOf(decision)) {
    if (event.type === 'record.removed' && event.table === 'severity') {
      ranks.delete(event.before.level);
    } else if (event.type !== 'record.removed' && 'row' in event && event.table === 'severity') {
      ranks.set(event.row.level, event.row.rank);
    }
  }
  return [...ranks].toSorted((a, b) => a[1] - b[1]);
}

describe('creating a severity', () => {
  const args = { id: idOf<SeverityId>('Severe'), level: 'Severe', colour: '#105e92', rank: 2 };

  it('makes room at its rank, and knows its author', () => {
    const decision = decide(rows, max, 'severity.create', args);
    expect(eventsOf(decision)[0]).toMatchObject({ row: { rank: 2, author: max.id } });
    expect(ranksAfter(decision)).toEqual([
      ['Major', 1],
      ['Severe', 2],
      ['Minor', 3],
      ['Trivial', 4],
    ]);
  });

  it('leaves no gap beyond the end', () => {
    const decision = decide(rows, max, 'severity.create', { ...args, rank: 900 });
    expect(ranksAfter(decision).at(-1)).toEqual(['Severe', 4]);
    expect(eventsOf(decision)).toHaveLength(1);
  });

  it('is for managers and admins', () => {
    expect(rejectionOf(decide(rows, tom, 'severity.create', args)).code).toBe('FORBIDDEN');
  });

  it('needs a level and an id that nothing has', () => {
    const level = { ...args, level: 'MAJOR' };
    expect(rejectionOf(decide(rows, ana, 'severity.create', level))).toEqual({
      code: 'CONFLICT',
      message: 'The level MAJOR is taken. Choose another.',
      field: 'level',
    });
    const id = { ...args, id: major.id };
    expect(rejectionOf(decide(rows, ana, 'severity.create', id)).field).toBe('id');
  });
});

describe('changing a severity', () => {
  const rename = { id: minor.id, field: 'level', from: 'Minor', to: 'Small' } as const;

  it('is for admins and its author', () => {
    const row = { ...minor, level: 'Small', updatedAt: NOW };
    for (const actor of [ana, max]) {
      expect(eventsOf(decide(rows, actor, 'severity.edit', rename))).toEqual([
        { type: 'record.changed', table: 'severity', before: minor, row },
      ]);
    }
    const first = { ...rename, id: major.id, from: 'Major' };
    expect(rejectionOf(decide(rows, max, 'severity.edit', first))).toEqual({
      code: 'FORBIDDEN',
      message: 'Only its author and admins can change this severity.',
    });
  });

  it('moves the others when its rank changes', () => {
    const up = { id: trivial.id, field: 'rank', from: 3, to: 1 } as const;
    expect(ranksAfter(decide(rows, ana, 'severity.edit', up))).toEqual([
      ['Trivial', 1],
      ['Major', 2],
      ['Minor', 3],
    ]);
    const down = { id: major.id, field: 'rank', from: 1, to: 99 } as const;
    expect(ranksAfter(decide(rows, ana, 'severity.edit', down))).toEqual([
      ['Minor', 1],
      ['Trivial', 2],
      ['Major', 3],
    ]);
  });

  it('keeps levels apart, ignoring case, but lets one change its own', () => {
    const taken = { ...rename, to: 'TRIVIAL' };
    expect(rejectionOf(decide(rows, ana, 'severity.edit', taken)).code).toBe('CONFLICT');
    const shout = { ...rename, to: 'MINOR' };
    expect(eventsOf(decide(rows, ana, 'severity.edit', shout))).toHaveLength(1);
  });

  it('is not done to what somebody else has changed, or what is not there', () => {
    const stale = { id: minor.id, field: 'colour', from: '#000000', to: '#ffffff' } as const;
    expect(rejectionOf(decide(rows, ana, 'severity.edit', stale)).code).toBe('CONFLICT');
    const unknown = { ...rename, id: idOf<SeverityId>('nothing') };
    expect(rejectionOf(decide(rows, ana, 'severity.edit', unknown)).code).toBe('NOT_FOUND');
    const done = { ...stale, to: minor.colour };
    expect(eventsOf(decide(rows, ana, 'severity.edit', done))).toEqual([]);
  });
});

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
