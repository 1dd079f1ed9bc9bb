import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept } from '../decision.ts';
import { severityId } from '../ids.ts';
import { can } from '../permissions.ts';
import { judgeEdit } from '../record-edit.ts';
import { forbidden, notFound, valueTaken } from '../refusals.ts';
import { BY_RANK, ranked, rerank } from './ranks.ts';
import { colour, severityDescription, severityLevel, severityRank } from './severity.ts';

const id = severityId;

/** One field; a new rank moves the others up or down. */
export const editSeverity = defineCommand({
  name: 'severity.edit',
  schema: z.discriminatedUnion('field', [
    z.strictObject({ id, field: z.literal('level'), from: z.string(), to: severityLevel }),
    z.strictObject({
      id,
      field: z.literal('description'),
      from: z.string(),
      to: severityDescription,
    }),
    z.strictObject({ id, field: z.literal('colour'), from: z.string(), to: colour }),
    z.strictObject({ id, field: z.literal('rank'), from: z.int(), to: severityRank }),
  ]),
  needs: (args) => ({
    rows: { severity: [args.id] },
    lookups: args.field === 'level' ? [{ find: 'severity', by: 'level', value: args.to }] : [],
  }),
  asks: (args) => (args.field === 'rank' ? [BY_RANK] : []),
  decide: (args, state, { actor, now }) => {
    const severity = state.get('severity', args.id);
    if (severity === undefined) return notFound('severity');
    const permission = can(actor, 'severity.edit', { author: severity.author });
    if (!permission.ok) return forbidden(permission);
    const judged = judgeEdit(severity, args);
    if (judged === 'same') return accept();
    if (judged !== 'apply') return judged;
    if (args.field === 'rank') {
      const others = ranked(state)
        .map((other) => other.id)
        .filter((other) => other !== args.id);
      return accept(...rerank(others.toSpliced(args.to - 1, 0, args.id), state, now));
    }
    if (args.field === 'level') {
      const holder = state.find({ find: 'severity', by: 'level', value: args.to });
      if (holder !== undefined && holder !== severity.id) {
        return valueTaken('level', `The level ${args.to}`);
      }
    }
    const row = { ...severity, [args.field]: args.to, updatedAt: now };
    return accept({ type: 'record.changed', table: 'severity', before: severity, row });
  },
});
