import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept } from '../decision.ts';
import { viewId } from '../ids.ts';
import { can } from '../permissions.ts';
import { bornAt } from '../record-edit.ts';
import { forbidden, idTaken } from '../refusals.ts';
import { refuseQuery } from './refuse-query.ts';
import { GROUPINGS, LAYOUTS, viewColumns, viewName, viewQuery } from './view.ts';

/** Keeps a query under a name, for oneself or for all. */
export const createView = defineCommand({
  name: 'view.create',
  schema: z.strictObject({
    id: viewId,
    name: viewName,
    query: viewQuery,
    columns: viewColumns.default([]),
    grouping: z.enum(GROUPINGS).default('none'),
    layout: z.enum(LAYOUTS).default('list'),
    shared: z.boolean().default(false),
  }),
  needs: (args) => ({ rows: { view: [args.id] } }),
  decide: (args, state, { actor, now }) => {
    const permission = can(actor, 'view.create', {});
    if (!permission.ok) return forbidden(permission);
    if (state.get('view', args.id) !== undefined) return idTaken();
    const refused = refuseQuery(args.query);
    if (refused !== null) return refused;
    const row = { ...args, owner: actor.id, ...bornAt(now) };
    return accept({ type: 'record.created', table: 'view', row });
  },
});
