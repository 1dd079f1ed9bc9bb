import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept } from '../decision.ts';
import { userId } from '../ids.ts';
import { can } from '../permissions.ts';
import { forbidden, notFound } from '../refusals.ts';
import { ACTIVE_ADMINS, refuseLastAdmin } from './last-admin.ts';

/** A blocked person cannot enter, is a member of nothing and is given no work. */
export const blockUser = defineCommand({
  name: 'user.block',
  schema: z.strictObject({ id: userId }),
  needs: (args) => ({ rows: { user: [args.id] } }),
  asks: () => [ACTIVE_ADMINS],
  decide: (args, state, { actor, now }) => {
    const user = state.get('user', args.id);
    if (user === undefined) return notFound('person');
    const permission = can(actor, 'user.administer', { user });
    if (!permission.ok) return forbidden(permission);
    if (user.blocked) return accept();
    const refused = refuseLastAdmin(user, state);
    if (refused !== null) return refused;
    const row = { ...user, blocked: true, updatedAt: now };
    return accept({ type: 'record.changed', table: 'user', before: user, row });
  },
});
