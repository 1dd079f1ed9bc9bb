import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept } from '../decision.ts';
import { ruleId } from '../ids.ts';
import { can, seesProject } from '../permissions.ts';
import { forbidden, notFound } from '../refusals.ts';

/** Assignments that the rule made stay as they are. */
export const deleteRule = defineCommand({
  name: 'rule.delete',
  schema: z.strictObject({ id: ruleId }),
  needs: (args) => ({ rows: { rule: [args.id] } }),
  decide: ({ id }, state, { actor }) => {
    const rule = state.get('rule', id);
    const project = rule && state.get('project', rule.project);
    if (rule === undefined || project === undefined || !seesProject(actor, project)) {
      return notFound('assignment rule');
    }
    const permission = can(actor, 'rule.manage', { project });
    if (!permission.ok) return forbidden(permission);
    return accept({ type: 'record.removed', table: 'rule', before: rule });
  },
});
