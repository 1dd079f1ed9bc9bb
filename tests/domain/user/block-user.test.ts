import { describe, expect, it } from 'vitest';
import { decide, eventsOf, rejectionOf } from '#tests/support/decide.ts';
import { aUser, idOf, NOW } from '#tests/support/rows.ts';

const ana = aUser({ username: 'ana', role: 'admin' });
const zoe = aUser({ username: 'zoe', role: 'admin' });
const max = aUser({ username: 'max', role: 'manager' });
const tom = aUser({ username: 'tom', blocked: true });
const rows = { user: [ana, max, tom] };

describe('blocking and unblocking', () => {
  it('is for admins', () => {
    expect(eventsOf(decide(rows, ana, 'user.block', { id: max.id }))).toEqual([
      {
        type: 'record.changed',
        table: 'user',
        before: max,
        row: { ...max, blocked: true, updatedAt: NOW },
      },
    ]);
    expect(eventsOf(decide(rows, ana, 'user.unblock', { id: tom.id }))).toEqual([
      {
        type: 'record.changed',
        table: 'user',
        before: tom,
        row: { ...tom, blocked: false, updatedAt: NOW },
      },
    ]);
  });

  it.each(['user.block', 'user.unblock'] as const)('is for nobody else: %s', (name) => {
    expect(rejectionOf(decide(rows, max, name, { id: tom.id }))).toEqual({
      code: 'FORBIDDEN',
      message: 'Only admins can change usernames and roles, or block people.',
    });
    expect(rejectionOf(decide(rows, ana, name, { id: idOf('nobody') })).code).toBe('NOT_FOUND');
  });

  it('has no effect twice', () => {
    expect(eventsOf(decide(rows, ana, 'user.block', { id: tom.id }))).toEqual([]);
    expect(eventsOf(decide(rows, ana, 'user.unblock', { id: max.id }))).toEqual([]);
  });

  it('never shuts out the last admin', () => {
    expect(rejectionOf(decide(rows, ana, 'user.block', { id: ana.id })).code).toBe('CONFLICT');
    const two = { user: [ana, zoe] };
    expect(eventsOf(decide(two, ana, 'user.block', { id: ana.id }))).toHaveLength(1);
  });
});
