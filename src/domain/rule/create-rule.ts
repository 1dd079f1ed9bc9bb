import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept } from '../decision.ts';
import { projectId, ruleId } from '../ids.ts';
import { can, seesProject } from '../permissions.ts';
import { bornAt } from '../record-edit.ts';
import { forbidden, idTaken, notFound } from '../refusals.ts';
import {
  ruleCandidates,
  ruleCondition,
  ruleName,
  ruleOrder,
  ruleStrategy,
} from './assignment-rule.ts';
import { refuseCandidates, refuseCondition } from './check-rule.ts';

/** Who gets the new issues of a project that nobody was named for. */
export const createRule = defineCommand({
  name: 'rule.create',
  schema: z.strictObject({
    id: ruleId,
    project: projectId,
    name: ruleName,
    order: ruleOrder,
    when: ruleCondition,
    candidates: ruleCandidates,
    strategy: ruleStrategy,
    enabled: z.boolean().default(true),
  }),
  needs: ({ id, project, when, candidates }) => ({
    rows: {
      rule: [id],
      project: [project],
      severity: when.severities,
      tag: when.tags,
      user: candidates.users,
    },
  }),
  decide: (args, state, { actor, now }) => {
    const project = state.get('project', args.project);
    if (project === undefined || !seesProject(actor, project)) return notFound('project');
    const permission = can(actor, 'rule.manage', { project });
    if (!permission.ok) return forbidden(permission);
    const refused =
      refuseCondition(args.when, state, 'when') ??
      refuseCandidates(args.candidates, [], project, state, 'candidates');
    if (refused !== null) return refused;
    if (state.get('rule', args.id) !== undefined) return idTaken();
    return accept({ type: 'record.created', table: 'rule', row: { ...args, ...bornAt(now) } });
  },
});
