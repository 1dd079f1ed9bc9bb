import { describe, expect, it } from 'vitest';
import { parseCommand } from '#domain/commands.ts';
import type { UserId } from '#domain/ids.ts';
import { decide, eventsOf, rejectionOf } from '#tests/support/decide.ts';
import type { Rows } from '#tests/support/memory-state.ts';
import { aUser, aWorkspace, idOf, NOW } from '#tests/support/rows.ts';

const args = {
  id: idOf<UserId>('li'),
  username: 'Li',
  name: 'Li Wen',
  email: 'li@example.org',
  passwordHash: 'argon2id$x',
};
const ana = aUser({ username: 'ana', role: 'admin', email: 'Ana@example.org' });
const begun: Rows = { workspace: [aWorkspace()], user: [ana] };
const newcomer = aUser({ username: 'li' });

describe('registering', () => {
  it('makes a tester, who acts by themselves', () => {
    const command = parseCommand('user.register', args);
    if (!command.ok) throw new Error(command.rejection.message);
    const actor = command.firstActor(NOW);
    expect(actor).toMatchObject({ id: args.id, role: 'tester', username: 'li' });
    expect(eventsOf(decide(begun, actor ?? newcomer, 'user.register', args))).toEqual([
      { type: 'record.created', table: 'user', row: actor },
    ]);
  });

  it.each([
    ['role', { role: 'admin' }, 'role'],
    ['no email', { email: null }, 'email'],
    ['no password', { passwordHash: null }, 'passwordHash'],
  ])('takes no such thing: %s', (_what, over, field) => {
    expect(parseCommand('user.register', { ...args, ...over })).toMatchObject({
      ok: false,
      rejection: { code: 'VALIDATION', ...(field === 'role' ? {} : { field }) },
    });
  });

  it.each([
    ['username', { username: 'ANA' }],
    ['email', { email: 'ana@EXAMPLE.org' }],
    ['id', { id: ana.id }],
  ])('is refused where the %s is taken', (field, over) => {
    const taken = { ...args, ...over };
    const actor = { ...newcomer, id: taken.id };
    expect(rejectionOf(decide(begun, actor, 'user.register', taken))).toMatchObject({
      code: 'CONFLICT',
      field,
    });
  });

  it('is not for somebody who is signed in', () => {
    expect(rejectionOf(decide(begun, ana, 'user.register', args)).code).toBe('FORBIDDEN');
  });

  it('is refused before there is a workspace', () => {
    expect(rejectionOf(decide({}, newcomer, 'user.register', args)).code).toBe('CONFLICT');
  });
});
