import { describe, expect, it } from 'vitest';
import { decide, eventsOf, rejectionOf } from '#tests/support/decide.ts';
import { aUser, NOW } from '#tests/support/rows.ts';

const ana = aUser({ username: 'ana', role: 'admin' });
const max = aUser({ username: 'max', role: 'manager' });
const tom = aUser({ username: 'tom', passwordHash: 'scrypt$old' });
const rows = { user: [ana, max, tom] };

describe('a password', () => {
  it.each([
    ['oneself', tom],
    ['an admin', ana],
  ])('is set by %s', (_who, actor) => {
    const args = { id: tom.id, passwordHash: 'scrypt$new' };
    const row = { ...tom, passwordHash: 'scrypt$new', updatedAt: NOW };
    expect(eventsOf(decide(rows, actor, 'user.set-password', args))).toEqual([
      { type: 'record.changed', table: 'user', before: tom, row },
    ]);
  });

  it('is set by nobody else', () => {
    const args = { id: tom.id, passwordHash: null };
    expect(rejectionOf(decide(rows, max, 'user.set-password', args)).code).toBe('FORBIDDEN');
  });

  it('can be taken away', () => {
    const args = { id: tom.id, passwordHash: null };
    expect(eventsOf(decide(rows, tom, 'user.set-password', args))).toHaveLength(1);
  });

  it('that stands already is accepted without effect', () => {
    const args = { id: tom.id, passwordHash: 'scrypt$old' };
    expect(eventsOf(decide(rows, tom, 'user.set-password', args))).toEqual([]);
  });
});
