import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept } from '../decision.ts';
import { viewId } from '../ids.ts';
import { can } from '../permissions.ts';
import { forbidden, notFound } from '../refusals.ts';

/** Its owner, and where it is shared an admin, removes a saved view. */
export const deleteView = defineCommand({
  name: 'view.delete',
  schema: z.strictObject({ id: viewId }),
  needs: (args) => ({ rows: { view: [args.id] } }),
  decide: (args, state, { actor }) => {
    const view = state.get('view', args.id);
    if (view === undefined || !can(actor, 'view.see', { view }).ok) return notFound('view');
    const permission = can(actor, 'view.delete', { view });
    if (!permission.ok) return forbidden(permission);
    return accept({ type: 'record.removed', table: 'view', before: view });
  },
});
