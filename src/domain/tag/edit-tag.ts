import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept } from '../decision.ts';
import { tagId } from '../ids.ts';
import { can } from '../permissions.ts';
import { judgeEdit } from '../record-edit.ts';
import { forbidden, notFound, valueTaken } from '../refusals.ts';
import { colour } from '../severity/severity.ts';
import { tagName } from './tag.ts';

/** Renames or recolours. A name may change its own case. */
export const editTag = defineCommand({
  name: 'tag.edit',
  schema: z.discriminatedUnion('field', [
    z.strictObject({ id: tagId, field: z.literal('name'), from: z.string(), to: tagName }),
    z.strictObject({ id: tagId, field: z.literal('colour'), from: z.string(), to: colour }),
  ]),
  needs: (args) => ({
    rows: { tag: [args.id] },
    lookups: args.field === 'name' ? [{ find: 'tag', by: 'name', value: args.to }] : [],
  }),
  decide: (args, state, { actor, now }) => {
    const tag = state.get('tag', args.id);
    if (tag === undefined) return notFound('tag');
    const permission = can(actor, 'tag.edit', {});
    if (!permission.ok) return forbidden(permission);
    const judged = judgeEdit(tag, args);
    if (judged === 'same') return accept();
    if (judged !== 'apply') return judged;
    if (args.field === 'name') {
      const holder = state.find({ find: 'tag', by: 'name', value: args.to });
      if (holder !== undefined && holder !== tag.id) {
        return valueTaken('name', `The tag name ${args.to}`);
      }
    }
    const row = { ...tag, [args.field]: args.to, updatedAt: now };
    return accept({ type: 'record.changed', table: 'tag', before: tag, row });
  },
});
