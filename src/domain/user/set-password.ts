import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept } from '../decision.ts';
import { userId } from '../ids.ts';
import { can } from '../permissions.ts';
import { forbidden, notFound } from '../refusals.ts';
import { passwordHash } from './user.ts';

/** One's own, or anybody's by an admin. The hash comes ready; null takes the password away. */
export const setPassword = defineCommand({
  name: 'user.set-password',
  schema: z.strictObject({ id: userId, passwordHash }),
  needs: (args) => ({ rows: { user: [args.id] } }),
  decide: (args, state, { actor, now }) => {
    const user = state.get('user', args.id);
    if (user === undefined) return notFound('person');
    const permission = can(actor, 'user.set-password', { user });
    if (!permission.ok) return forbidden(permission);
    if (user.passwordHash === args.passwordHash) return accept();
    const row = { ...user, passwordHash: args.passwordHash, updatedAt: now };
    return accept({ type: 'record.changed', table: 'user', before: user, row });
  },
});
