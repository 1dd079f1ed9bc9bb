import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept } from '../decision.ts';
import type { DomainEvent } from '../event.ts';
import { tagId } from '../ids.ts';
import { can } from '../permissions.ts';
import { forbidden, notFound } from '../refusals.ts';

/** Takes the tag off every issue that carries it, those of archived projects too, then removes it. */
export const deleteTag = defineCommand({
  name: 'tag.delete',
  schema: z.strictObject({ id: tagId }),
  needs: (args) => ({ rows: { tag: [args.id] } }),
  asks: (args) => [{ ask: 'issuesWithTag', of: { tag: args.id } }],
  decide: (args, state, { actor }) => {
    const tag = state.get('tag', args.id);
    if (tag === undefined) return notFound('tag');
    const permission = can(actor, 'tag.delete', {});
    if (!permission.ok) return forbidden(permission);
    const untagged = state
      .answer('issuesWithTag', { tag: tag.id })
      .map(
        (issue): DomainEvent => ({ type: 'issue.untagged', issue, tag: tag.id, name: tag.name }),
      );
    return accept(...untagged, { type: 'record.removed', table: 'tag', before: tag });
  },
});
