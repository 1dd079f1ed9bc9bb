import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept } from '../decision.ts';
import { tagId } from '../ids.ts';
import { can } from '../permissions.ts';
import { bornAt } from '../record-edit.ts';
import { forbidden, idTaken, valueTaken } from '../refusals.ts';
import { colour } from '../severity/severity.ts';
import { tagName } from './tag.ts';

export const createTag = defineCommand({
  name: 'tag.create',
  schema: z.strictObject({ id: tagId, name: tagName, colour }),
  needs: (args) => ({
    rows: { tag: [args.id] },
    lookups: [{ find: 'tag', by: 'name', value: args.name }],
  }),
  decide: (args, state, { actor, now }) => {
    const permission = can(actor, 'tag.create', {});
    if (!permission.ok) return forbidden(permission);
    if (state.get('tag', args.id) !== undefined) return idTaken();
    if (state.find({ find: 'tag', by: 'name', value: args.name }) !== undefined) {
      return valueTaken('name', `The tag name ${args.name}`);
    }
    return accept({ type: 'record.created', table: 'tag', row: { ...args, ...bornAt(now) } });
  },
});
