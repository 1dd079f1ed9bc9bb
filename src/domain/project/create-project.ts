import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept } from '../decision.ts';
import { projectId, userId, workflowId } from '../ids.ts';
import { can } from '../permissions.ts';
import { bornAt } from '../record-edit.ts';
import { forbidden, idTaken, invalid, valueTaken } from '../refusals.ts';
import { WORKSPACE_ID } from '../workspace.ts';
import { refuseMembers } from './check-members.ts';
import { projectDescription, projectKey, projectName, VISIBILITIES } from './project.ts';

/** The creator is the first member. Where the default workflow is admin-led, admins alone may. */
export const createProject = defineCommand({
  name: 'project.create',
  schema: z.strictObject({
    id: projectId,
    key: projectKey,
    name: projectName,
    description: projectDescription.default(''),
    visibility: z.enum(VISIBILITIES).default('public'),
    /** Besides the creator. */
    members: z.array(userId).max(10_000).readonly().default([]),
    /** null: the workspace's default. */
    workflow: workflowId.nullable().default(null),
  }),
  needs: (args) => ({
    rows: {
      project: [args.id],
      user: args.members,
      workflow: args.workflow === null ? [] : [args.workflow],
    },
    lookups: [{ find: 'project', by: 'key', value: args.key }],
  }),
  decide: (args, state, { actor, now }) => {
    const workspace = state.get('workspace', WORKSPACE_ID);
    const defaultWorkflow = workspace && state.get('workflow', workspace.defaultWorkflow);
    if (defaultWorkflow === undefined) throw new Error('The workspace has no default workflow.');
    const permission = can(actor, 'project.create', { defaultWorkflow });
    if (!permission.ok) return forbidden(permission);
    if (args.workflow !== null && state.get('workflow', args.workflow) === undefined) {
      return invalid('workflow', 'There is no such workflow. Choose one from the list.');
    }
    const refused = refuseMembers(args.members, state);
    if (refused !== null) return refused;
    if (state.get('project', args.id) !== undefined) return idTaken();
    if (state.find({ find: 'project', by: 'key', value: args.key }) !== undefined) {
      return valueTaken('key', `The key ${args.key}`);
    }
    const members = [...new Set([actor.id, ...args.members])];
    const row = { ...args, members, archived: false, nextNumber: 1, ...bornAt(now) };
    return accept({ type: 'record.created', table: 'project', row });
  },
});
