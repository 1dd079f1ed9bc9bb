import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept, reject } from '../decision.ts';
import { workflowId } from '../ids.ts';
import { can } from '../permissions.ts';
import { forbidden, notFound } from '../refusals.ts';
import { rejection } from '../rejection.ts';
import { WORKSPACE_ID } from '../workspace.ts';

/** One that no project follows, and that is not the workspace's default. */
export const deleteWorkflow = defineCommand({
  name: 'workflow.delete',
  schema: z.strictObject({ id: workflowId }),
  needs: (args) => ({ rows: { workflow: [args.id] } }),
  asks: (args) => [{ ask: 'projectsWithWorkflow', of: { workflow: args.id } }],
  decide: ({ id }, state, { actor }) => {
    const workflow = state.get('workflow', id);
    if (workflow === undefined) return notFound('workflow');
    const permission = can(actor, 'workflow.manage', {});
    if (!permission.ok) return forbidden(permission);
    if (state.get('workspace', WORKSPACE_ID)?.defaultWorkflow === id) {
      const message = `${workflow.name} is the default workflow of this workspace and stays.`;
      return reject(rejection('CONFLICT', message));
    }
    const projects = state.answer('projectsWithWorkflow', { workflow: id });
    if (projects.length > 0) {
      const keys = projects.map((project) => state.get('project', project)?.key ?? project);
      const message = `${workflow.name} is followed by ${keys.join(', ')}. Give them another workflow first.`;
      return reject(rejection('CONFLICT', message, { details: { projects: keys } }));
    }
    return accept({ type: 'record.removed', table: 'workflow', before: workflow });
  },
});
