import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept } from '../decision.ts';
import { severityId } from '../ids.ts';
import { can } from '../permissions.ts';
import { bornAt } from '../record-edit.ts';
import { forbidden, idTaken, valueTaken } from '../refusals.ts';
import { BY_RANK, ranked, rerank } from './ranks.ts';
import { colour, severityDescription, severityLevel, severityRank } from './severity.ts';

/** Enters the list at `rank`, moving the lighter ones down; beyond the end it is the last. */
export const createSeverity = defineCommand({
  name: 'severity.create',
  schema: z.strictObject({
    id: severityId,
    level: severityLevel,
    description: severityDescription.default(''),
    rank: severityRank,
    colour,
  }),
  needs: (args) => ({
    rows: { severity: [args.id] },
    lookups: [{ find: 'severity', by: 'level', value: args.level }],
  }),
  asks: () => [BY_RANK],
  decide: (args, state, { actor, now }) => {
    const permission = can(actor, 'severity.create', {});
    if (!permission.ok) return forbidden(permission);
    if (state.get('severity', args.id) !== undefined) return idTaken();
    if (state.find({ find: 'severity', by: 'level', value: args.level }) !== undefined) {
      return valueTaken('level', `The level ${args.level}`);
    }
    const others = ranked(state).map(({ id }) => id);
    const order = others.toSpliced(args.rank - 1, 0, args.id);
    const rank = order.indexOf(args.id) + 1;
    const row = { ...args, rank, author: actor.id, ...bornAt(now) };
    return accept({ type: 'record.created', table: 'severity', row }, ...rerank(order, state, now));
  },
});
