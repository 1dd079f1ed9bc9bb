import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept } from '../decision.ts';
import { workflowId } from '../ids.ts';
import { can } from '../permissions.ts';
import { bornAt } from '../record-edit.ts';
import { forbidden, idTaken, valueTaken } from '../refusals.ts';
import { refuseWorkflow } from './refuse-workflow.ts';
import { workflowDefinition } from './workflow.ts';

/** An admin makes a workflow of their own. */
export const createWorkflow = defineCommand({
  name: 'workflow.create',
  schema: z.strictObject({ id: workflowId, definition: workflowDefinition }),
  needs: ({ id, definition }) => ({
    rows: { workflow: [id] },
    lookups: [{ find: 'workflow', by: 'name', value: definition.name }],
  }),
  decide: ({ id, definition }, state, { actor, now }) => {
    const permission = can(actor, 'workflow.manage', {});
    if (!permission.ok) return forbidden(permission);
    const refused = refuseWorkflow(definition, 'definition');
    if (refused !== null) return refused;
    if (state.get('workflow', id) !== undefined) return idTaken();
    if (state.find({ find: 'workflow', by: 'name', value: definition.name }) !== undefined) {
      return valueTaken('definition.name', `The workflow name ${definition.name}`);
    }
    const row = { id, ...definition, ...bornAt(now) };
    return accept({ type: 'record.created', table: 'workflow', row });
  },
});
