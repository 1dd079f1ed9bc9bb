import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept } from '../decision.ts';
import { viewId } from '../ids.ts';
import { can } from '../permissions.ts';
import { judgeEdit } from '../record-edit.ts';
import { forbidden, notFound } from '../refusals.ts';
import { refuseQuery } from './refuse-query.ts';
import { GROUPINGS, LAYOUTS, viewColumns, viewName, viewQuery } from './view.ts';

const text = { id: viewId, from: z.string() };

/** One field of a saved view, by its owner. */
export const editView = defineCommand({
  name: 'view.edit',
  schema: z.discriminatedUnion('field', [
    z.strictObject({ ...text, field: z.literal('name'), to: viewName }),
    z.strictObject({ ...text, field: z.literal('query'), to: viewQuery }),
    z.strictObject({ ...text, field: z.literal('grouping'), to: z.enum(GROUPINGS) }),
    z.strictObject({ ...text, field: z.literal('layout'), to: z.enum(LAYOUTS) }),
    z.strictObject({
      id: viewId,
      field: z.literal('columns'),
      from: z.array(z.string()),
      to: viewColumns,
    }),
    z.strictObject({
      id: viewId,
      field: z.literal('shared'),
      from: z.boolean(),
      to: z.boolean(),
    }),
  ]),
  needs: (args) => ({ rows: { view: [args.id] } }),
  decide: (args, state, { actor, now }) => {
    const view = state.get('view', args.id);
    if (view === undefined || !can(actor, 'view.see', { view }).ok) return notFound('view');
    const permission = can(actor, 'view.edit', { view });
    if (!permission.ok) return forbidden(permission);
    const refused = args.field === 'query' ? refuseQuery(args.to) : null;
    if (refused !== null) return refused;
    const judged = judgeEdit(view, args);
    if (judged === 'same') return accept();
    if (judged !== 'apply') return judged;
    const row = { ...view, [args.field]: args.to, updatedAt: now };
    return accept({ type: 'record.changed', table: 'view', before: view, row });
  },
});
