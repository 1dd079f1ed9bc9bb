import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept, type Rejected } from '../decision.ts';
import { ruleId } from '../ids.ts';
import { can, seesProject } from '../permissions.ts';
import type { Project } from '../project/project.ts';
import { judgeEdit } from '../record-edit.ts';
import { forbidden, notFound } from '../refusals.ts';
import type { Needs, ReadState } from '../state.ts';
import {
  type AssignmentRule,
  ruleCandidates,
  ruleCondition,
  ruleName,
  ruleOrder,
  ruleStrategy,
} from './assignment-rule.ts';
import { refuseCandidates, refuseCondition } from './check-rule.ts';

const id = ruleId;

const schema = z.discriminatedUnion('field', [
  z.strictObject({ id, field: z.literal('name'), from: z.string(), to: ruleName }),
  z.strictObject({ id, field: z.literal('order'), from: ruleOrder, to: ruleOrder }),
  z.strictObject({ id, field: z.literal('when'), from: ruleCondition, to: ruleCondition }),
  z.strictObject({
    id,
    field: z.literal('candidates'),
    from: ruleCandidates,
    to: ruleCandidates,
  }),
  z.strictObject({ id, field: z.literal('strategy'), from: ruleStrategy, to: ruleStrategy }),
  z.strictObject({ id, field: z.literal('enabled'), from: z.boolean(), to: z.boolean() }),
]);
type Edit = z.output<typeof schema>;

/** One field of an assignment rule; its project never changes. */
export const editRule = defineCommand({
  name: 'rule.edit',
  schema,
  needs: (args) => ({ rows: { rule: [args.id], ...rowsOf(args) } }),
  decide: (args, state, { actor, now }) => {
    const rule = state.get('rule', args.id);
    const project = rule && state.get('project', rule.project);
    if (rule === undefined || project === undefined || !seesProject(actor, project)) {
      return notFound('assignment rule');
    }
    const permission = can(actor, 'rule.manage', { project });
    if (!permission.ok) return forbidden(permission);
    const refused = refuse(args, rule, project, state);
    if (refused !== null) return refused;
    const judged = judgeEdit(rule, args);
    if (judged === 'same') return accept();
    if (judged !== 'apply') return judged;
    const row = { ...rule, [args.field]: args.to, updatedAt: now };
    return accept({ type: 'record.changed', table: 'rule', before: rule, row });
  },
});

function rowsOf(args: Edit): NonNullable<Needs['rows']> {
  if (args.field === 'when') return { severity: args.to.severities, tag: args.to.tags };
  return args.field === 'candidates' ? { user: args.to.users } : {};
}

function refuse(
  args: Edit,
  rule: AssignmentRule,
  project: Project,
  state: ReadState,
): Rejected | null {
  if (args.field === 'when') return refuseCondition(args.to, state, 'to');
  if (args.field !== 'candidates') return null;
  return refuseCandidates(args.to, rule.candidates.users, project, state, 'to');
}
