import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept } from '../decision.ts';
import { userId } from '../ids.ts';
import { can } from '../permissions.ts';
import { forbidden, notFound } from '../refusals.ts';

/** Lets a blocked person in again. */
export const unblockUser = defineCommand({
  name: 'user.unblock',
  schema: z.strictObject({ id: userId }),
  needs: (args) => ({ rows: { user: [args.id] } }),
  decide: (args, state, { actor, now }) => {
    const user = state.get('user', args.id);
    if (user === undefined) return notFound('person');
    const permission = can(actor, 'user.administer', { user });
    if (!permission.ok) return forbidden(permission);
    if (!user.blocked) return accept();
    const row = { ...user, blocked: false, updatedAt: now };
    return accept({ type: 'record.changed', table: 'user', before: user, row });
  },
});
