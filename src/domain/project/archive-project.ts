import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept } from '../decision.ts';
import { projectId } from '../ids.ts';
import { can, seesProject } from '../permissions.ts';
import { forbidden, notFound } from '../refusals.ts';

/** An archived project is read as before and refuses every write but un-archiving. */
export const archiveProject = defineCommand({
  name: 'project.archive',
  schema: z.strictObject({ id: projectId }),
  needs: (args) => ({ rows: { project: [args.id] } }),
  decide: ({ id }, state, { actor, now }) => {
    const project = state.get('project', id);
    if (project === undefined || !seesProject(actor, project)) return notFound('project');
    const permission = can(actor, 'project.archive', { project });
    if (!permission.ok) return forbidden(permission);
    const row = { ...project, archived: true, updatedAt: now };
    return accept({ type: 'record.changed', table: 'project', before: project, row });
  },
});
