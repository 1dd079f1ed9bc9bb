import { describe, expect, it } from 'vitest';
import type { UserId } from '#domain/ids.ts';
import { ROLES } from '#domain/user/user.ts';
import { decide, eventsOf, rejectionOf } from '#tests/support/decide.ts';
import { aUser, idOf, NOW } from '#tests/support/rows.ts';

const admin = aUser({ username: 'ana', role: 'admin', email: 'Ana@example.org' });
const args = { id: idOf<UserId>('li'), username: 'Li', name: 'Li Wen', role: 'developer' } as const;

describe('an admin adds a person', () => {
  it('who has no password unless one is given', () => {
    expect(eventsOf(decide({ user: [admin] }, admin, 'user.create', args))).toEqual([
      {
        type: 'record.created',
        table: 'user',
        row: {
          id: idOf('li'),
          username: 'li',
          name: 'Li Wen',
          email: null,
          role: 'developer',
          blocked: false,
          passwordHash: null,
          createdAt: NOW,
          updatedAt: NOW,
          version: 0,
        },
      },
    ]);
  });

  it.each(ROLES.filter((role) => role !== 'admin'))('and nobody else does: %s', (role) => {
    const actor = aUser({ username: 'max', role });
    expect(rejectionOf(decide({ user: [actor] }, actor, 'user.create', args))).toEqual({
      code: 'FORBIDDEN',
      message: 'Only admins can add people.',
    });
  });

  it.each([
    ['username', { username: 'ANA' }],
    ['email', { email: 'ana@EXAMPLE.org' }],
  ])('whose %s nobody has, ignoring case', (field, over) => {
    const decision = decide({ user: [admin] }, admin, 'user.create', { ...args, ...over });
    expect(rejectionOf(decision)).toMatchObject({ code: 'CONFLICT', field });
  });

  it('under an id that nothing has', () => {
    const decision = decide({ user: [admin] }, admin, 'user.create', { ...args, id: admin.id });
    expect(rejectionOf(decision)).toMatchObject({ code: 'CONFLICT', field: 'id' });
  });

  it.each(['a', 'a'.repeat(33), 'li wen', 'lí'])(
    'whose username is well-formed: %s',
    (username) => {
      const decision = decide({ user: [admin] }, admin, 'user.create', { ...args, username });
      expect(rejectionOf(decision)).toMatchObject({ code: 'VALIDATION', field: 'username' });
    },
  );
});
