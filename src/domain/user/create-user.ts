import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept } from '../decision.ts';
import { userId } from '../ids.ts';
import { can } from '../permissions.ts';
import { bornAt } from '../record-edit.ts';
import { forbidden, idTaken, valueTaken } from '../refusals.ts';
import { email, passwordHash, personName, role, username } from './user.ts';

/** An admin adds a person. The first one comes with `workspace.create`. */
export const createUser = defineCommand({
  name: 'user.create',
  schema: z.strictObject({
    id: userId,
    username,
    name: personName,
    email: email.nullable().default(null),
    role,
    passwordHash: passwordHash.default(null),
  }),
  needs: (args) => ({
    rows: { user: [args.id] },
    lookups: [
      { find: 'user', by: 'username', value: args.username },
      ...(args.email === null ? [] : [{ find: 'user', by: 'email', value: args.email } as const]),
    ],
  }),
  decide: (args, state, { actor, now }) => {
    const permission = can(actor, 'user.create', {});
    if (!permission.ok) return forbidden(permission);
    if (state.get('user', args.id) !== undefined) return idTaken();
    if (state.find({ find: 'user', by: 'username', value: args.username }) !== undefined) {
      return valueTaken('username', `The username ${args.username}`);
    }
    if (
      args.email !== null &&
      state.find({ find: 'user', by: 'email', value: args.email }) !== undefined
    ) {
      return valueTaken('email', `The email ${args.email}`);
    }
    const row = { ...args, blocked: false, ...bornAt(now) };
    return accept({ type: 'record.created', table: 'user', row });
  },
});
