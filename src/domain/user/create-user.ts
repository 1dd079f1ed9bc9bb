import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept } from '../decision.ts';
import { userId } from '../ids.ts';
import { can } from '../permissions.ts';
import { bornAt } from '../record-edit.ts';
import { forbidden, idTaken } from '../refusals.ts';
import { nameLookups, refuseTakenName } from './refuse-name.ts';
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
  needs: (args) => ({ rows: { user: [args.id] }, lookups: nameLookups(args) }),
  decide: (args, state, { actor, now }) => {
    const permission = can(actor, 'user.create', {});
    if (!permission.ok) return forbidden(permission);
    if (state.get('user', args.id) !== undefined) return idTaken();
    const taken = refuseTakenName(args, state);
    if (taken !== null) return taken;
    const row = { ...args, blocked: false, ...bornAt(now) };
    return accept({ type: 'record.created', table: 'user', row });
  },
});
