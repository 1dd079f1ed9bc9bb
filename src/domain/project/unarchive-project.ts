import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept } from '../decision.ts';
import { projectId } from '../ids.ts';
import { can, seesProject } from '../permissions.ts';
import { forbidden, notFound } from '../refusals.ts';

/** Opens an archived project to work again. */
export const unarchiveProject = defineCommand({
  name: 'project.unarchive',
  schema: z.strictObject({ id: projectId }),
  needs: (args) => ({ rows: { project: [args.id] } }),
  decide: ({ id }, state, { actor, now }) => {
    const project = state.get('project', id);
    if (project === undefined || !seesProject(actor, project)) return notFound('project');
    const permission = can(actor, 'project.unarchive', { project });
    if (!permission.ok) return forbidden(permission);
    if (!project.archived) return accept();
    const row = { ...project, archived: false, updatedAt: now };
    return accept({ type: 'record.changed', table: 'project', before: project, row });
  },
});
