import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept, type Rejected } from '../decision.ts';
import { userId } from '../ids.ts';
import { can } from '../permissions.ts';
import { judgeEdit } from '../record-edit.ts';
import { forbidden, notFound, valueTaken } from '../refusals.ts';
import type { Lookup, ReadState } from '../state.ts';
import { ACTIVE_ADMINS, refuseLastAdmin } from './last-admin.ts';
import { email, personName, role, type User, username } from './user.ts';

const schema = z.discriminatedUnion('field', [
  z.strictObject({
    id: userId,
    field: z.literal('username'),
    from: z.string(),
    to: username,
  }),
  z.strictObject({ id: userId, field: z.literal('name'), from: z.string(), to: personName }),
  z.strictObject({
    id: userId,
    field: z.literal('email'),
    from: z.string().nullable(),
    to: email.nullable(),
  }),
  z.strictObject({ id: userId, field: z.literal('role'), from: role, to: role }),
]);
type Edit = z.output<typeof schema>;

/** Name and email by oneself or an admin; username and role by admins. */
export const editUser = defineCommand({
  name: 'user.edit',
  schema,
  needs: (args) => ({ rows: { user: [args.id] }, lookups: lookupsOf(args) }),
  asks: (args) => (args.field === 'role' ? [ACTIVE_ADMINS] : []),
  decide: (args, state, { actor, now }) => {
    const user = state.get('user', args.id);
    if (user === undefined) return notFound('person');
    const own = args.field === 'name' || args.field === 'email';
    const permission = can(actor, own ? 'user.edit-profile' : 'user.administer', { user });
    if (!permission.ok) return forbidden(permission);
    const judged = judgeEdit(user, args);
    if (judged === 'same') return accept();
    if (judged !== 'apply') return judged;
    const refused = refuseTaken(args, state) ?? refuseRole(args, user, state);
    if (refused !== null) return refused;
    const row = { ...user, [args.field]: args.to, updatedAt: now };
    return accept({ type: 'record.changed', table: 'user', before: user, row });
  },
});

function lookupsOf(args: Edit): readonly Lookup[] {
  if (args.field === 'username') return [{ find: 'user', by: 'username', value: args.to }];
  if (args.field === 'email' && args.to !== null) {
    return [{ find: 'user', by: 'email', value: args.to }];
  }
  return [];
}

function refuseTaken(args: Edit, state: ReadState): Rejected | null {
  const takenBy = lookupsOf(args).map((lookup) => state.find(lookup));
  const other = takenBy.some((id) => id !== undefined && id !== args.id);
  return other ? valueTaken(args.field, `The ${args.field} ${args.to}`) : null;
}

function refuseRole(args: Edit, user: User, state: ReadState): Rejected | null {
  return args.field === 'role' && args.to !== 'admin' ? refuseLastAdmin(user, state) : null;
}
