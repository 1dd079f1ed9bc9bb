import { describe, expect, it } from 'vitest';
import type { SeverityId } from '#domain/ids.ts';
import { decide, eventsOf, rejectionOf } from '#tests/support/decide.ts';
import { idOf, NOW } from '#tests/support/rows.ts';
import { ana, major, max, minor, ranksAfter, rows, trivial } from './scene.ts';

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
