import { describe, expect, it } from 'vitest';
import type { SeverityId } from '#domain/ids.ts';
import { decide, eventsOf, rejectionOf } from '#tests/support/decide.ts';
import { idOf } from '#tests/support/rows.ts';
import { ana, major, max, ranksAfter, rows, tom } from './scene.ts';

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
