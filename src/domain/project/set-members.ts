import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept } from '../decision.ts';
import { projectId, type UserId, userId } from '../ids.ts';
import { can, seesProject } from '../permissions.ts';
import { judgeEdit } from '../record-edit.ts';
import { forbidden, notFound } from '../refusals.ts';
import { refuseMembers } from './check-members.ts';

const members = z
  .array(userId)
  .max(10_000)
  .readonly()
  .transform((ids): readonly UserId[] => [...new Set(ids)]);

/** Replaces the list of members; compared as a set, in whatever order it is written. */
export const setMembers = defineCommand({
  name: 'project.set-members',
  schema: z.strictObject({ id: projectId, from: members, to: members }),
  needs: (args) => ({ rows: { project: [args.id], user: args.to } }),
  decide: ({ id, from, to }, state, { actor, now }) => {
    const project = state.get('project', id);
    if (project === undefined || !seesProject(actor, project)) return notFound('project');
    const permission = can(actor, 'project.set-members', { project });
    if (!permission.ok) return forbidden(permission);
    const judged = judgeEdit(
      { members: project.members.toSorted(), updatedAt: project.updatedAt },
      { field: 'members', from: from.toSorted(), to: to.toSorted() },
    );
    if (judged === 'same') return accept();
    if (judged !== 'apply') return judged;
    const added = to.filter((member) => !project.members.includes(member));
    const refused = refuseMembers(added, state);
    if (refused !== null) return refused;
    const row = { ...project, members: to, updatedAt: now };
    return accept({ type: 'record.changed', table: 'project', before: project, row });
  },
});
