import { describe, expect, it } from 'vitest';
import { decide, eventsOf, rejectionOf } from '#tests/support/decide.ts';
import { aUser, idOf, NOW } from '#tests/support/rows.ts';

const ana = aUser({ username: 'ana', role: 'admin' });
const max = aUser({ username: 'max', role: 'manager', email: 'max@example.org' });
const li = aUser({ username: 'li', role: 'developer' });
const rows = { user: [ana, max, li] };

const name = { id: li.id, field: 'name', from: 'Li', to: 'Li Wen' } as const;
const role = { id: li.id, field: 'role', from: 'developer', to: 'manager' } as const;
const username = { id: li.id, field: 'username', from: 'li', to: 'liwen' } as const;
const email = { id: li.id, field: 'email', from: null, to: 'li@example.org' } as const;

describe('who edits a person', () => {
  it.each([
    ['oneself', li, name, true],
    ['oneself', li, email, true],
    ['oneself', li, username, false],
    ['oneself', li, role, false],
    ['a manager', max, name, false],
    ['a manager', max, role, false],
    ['an admin', ana, name, true],
    ['an admin', ana, email, true],
    ['an admin', ana, username, true],
    ['an admin', ana, role, true],
  ])('%s (%#)', (_who, actor, args, allowed) => {
    const decision = decide(rows, actor, 'user.edit', args);
    if (allowed) {
      const row = { ...li, [args.field]: args.to, updatedAt: NOW };
      expect(eventsOf(decision)).toEqual([
        { type: 'record.changed', table: 'user', before: li, row },
      ]);
    } else {
      expect(rejectionOf(decision).code).toBe('FORBIDDEN');
    }
  });
});

describe('what stands already', () => {
  it('is accepted without effect', () => {
    expect(eventsOf(decide(rows, li, 'user.edit', { ...name, from: 'Lee', to: 'Li' }))).toEqual([]);
  });

  it('is not overwritten unseen', () => {
    expect(rejectionOf(decide(rows, li, 'user.edit', { ...name, from: 'Lee' }))).toEqual({
      code: 'CONFLICT',
      message: 'Somebody changed this meanwhile. Compare both values and choose.',
      field: 'name',
      details: [{ field: 'name', from: 'Lee', yours: 'Li Wen', theirs: 'Li', by: null, at: NOW }],
    });
  });

  it('is refused where another has it', () => {
    expect(rejectionOf(decide(rows, ana, 'user.edit', { ...username, to: 'MAX' }))).toEqual({
      code: 'CONFLICT',
      message: 'The username max is taken. Choose another.',
      field: 'username',
    });
    const theirs = { ...email, to: 'Max@Example.org' };
    expect(rejectionOf(decide(rows, li, 'user.edit', theirs)).code).toBe('CONFLICT');
  });

  it('may change its own case, or go', () => {
    const shout = {
      id: max.id,
      field: 'email',
      from: 'max@example.org',
      to: 'MAX@example.org',
    } as const;
    expect(eventsOf(decide(rows, max, 'user.edit', shout))).toHaveLength(1);
    const gone = { id: max.id, field: 'email', from: 'max@example.org', to: null } as const;
    expect(eventsOf(decide(rows, max, 'user.edit', gone))).toHaveLength(1);
  });
});

describe('the last admin', () => {
  const demote = { id: ana.id, field: 'role', from: 'admin', to: 'manager' } as const;

  it('keeps the role', () => {
    expect(rejectionOf(decide(rows, ana, 'user.edit', demote))).toEqual({
      code: 'CONFLICT',
      message: 'Ana is the last admin. Make somebody else an admin first.',
    });
  });

  it('is the last one even where other admins are blocked', () => {
    const blocked = aUser({ username: 'old', role: 'admin', blocked: true });
    const decision = decide({ user: [ana, blocked] }, ana, 'user.edit', demote);
    expect(rejectionOf(decision).code).toBe('CONFLICT');
  });

  it('is not, once there is another', () => {
    const zoe = aUser({ username: 'zoe', role: 'admin' });
    expect(eventsOf(decide({ user: [ana, zoe] }, ana, 'user.edit', demote))).toHaveLength(1);
  });
});

it('does not know a person who does not exist', () => {
  expect(rejectionOf(decide(rows, ana, 'user.edit', { ...name, id: idOf('nobody') }))).toEqual({
    code: 'NOT_FOUND',
    message: 'There is no such person, or you do not see it. Look it up again.',
  });
});
