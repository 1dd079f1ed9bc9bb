import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept } from '../decision.ts';
import { relationId } from '../ids.ts';
import { seenIssue } from '../issue/seen-issue.ts';
import { can } from '../permissions.ts';
import { forbidden, notFound } from '../refusals.ts';

/** Taken back by whoever may edit the issue of which it is said, or by whoever said it. */
export const unrelateIssue = defineCommand({
  name: 'issue.unrelate',
  schema: z.strictObject({ relation: relationId }),
  needs: (args) => ({ rows: { relation: [args.relation] } }),
  decide: (args, state, { actor }) => {
    const relation = state.get('relation', args.relation);
    const seen = relation && seenIssue(state, actor, relation.issue);
    // Who does not see both ends does not see what lies between them.
    const other = relation && seenIssue(state, actor, relation.other);
    if (relation === undefined || seen === undefined || other === undefined) {
      return notFound('relation');
    }
    const permission = can(actor, 'relation.remove', { ...seen, author: relation.author });
    if (!permission.ok) return forbidden(permission);
    return accept({ type: 'relation.removed', relation });
  },
});
