import { z } from 'zod';
import { commandId } from '#domain/ids.ts';
import { readComment } from '#engine/queries/comments.ts';
import { unreadCount } from '#engine/queries/inbox.ts';
import { readRelation } from '#engine/queries/relations.ts';
import { readView } from '#engine/queries/views.ts';
import {
  commentShape,
  issueShape,
  projectShape,
  relationShape,
  ruleShape,
  severityShape,
  tagShape,
  viewShape,
  workflowShape,
} from '#protocol/shapes.ts';
import { restUserShape } from '../rest/shapes.ts';
import type { GraphContext } from './context.ts';

type Args = Readonly<Record<string, unknown>>;

/** What a mutation answers: the changed thing as it is now. */
export interface CommandAnswer {
  /** null: the caller does not see it any more. */
  readonly answer: z.ZodType;
  readonly read: (args: Args, context: GraphContext) => Promise<unknown>;
}

/** @param field which argument names the thing */
function thing<S extends z.ZodType>(
  field: string,
  shape: S,
  load: (id: string, context: GraphContext) => Promise<z.input<S> | undefined>,
): CommandAnswer {
  return {
    answer: shape.nullable(),
    read: async (args, context) => (await load(idIn(args, field), context)) ?? null,
  };
}

/** The id of what is gone. */
function gone(field: string): CommandAnswer {
  return { answer: commandId, read: async (args) => idIn(args, field) };
}

const issue = (field: string) =>
  thing(field, issueShape, (id, { loaders }) => loaders.issues.load(id));
const unread: CommandAnswer = {
  answer: z.int().meta({ description: 'How many are still unread.' }),
  read: (_args, { asker }) => unreadCount(asker),
};

const BY_RESOURCE: Readonly<Record<string, CommandAnswer>> = {
  attachment: gone('attachment'),
  bug: issue('issue'),
  comment: thing('comment', commentShape, (id, { asker }) => readComment(id, asker)),
  issue: issue('issue'),
  notification: unread,
  project: thing('id', projectShape, (id, { loaders }) => loaders.projects.load(id)),
  rule: thing('id', ruleShape, (id, { loaders }) => loaders.rules.load(id)),
  severity: thing('id', severityShape, (id, { loaders }) => loaders.severities.load(id)),
  tag: thing('id', tagShape, (id, { loaders }) => loaders.tags.load(id)),
  user: thing('id', restUserShape, (id, { loaders }) => loaders.users.load(id)),
  view: thing('id', viewShape, (id, { asker }) => readView(id, asker)),
  workflow: thing('id', workflowShape, (id, { loaders }) => loaders.workflows.load(id)),
};

const BY_COMMAND: Readonly<Record<string, CommandAnswer>> = {
  'comment.add': thing('id', commentShape, (id, { asker }) => readComment(id, asker)),
  'comment.delete': gone('comment'),
  'issue.create': issue('id'),
  'issue.delete': gone('issue'),
  'issue.relate': thing('id', relationShape, (id, { asker }) => readRelation(id, asker)),
  'issue.unrelate': gone('relation'),
};

/** What the mutation of a command answers; of one that nothing is known of, that it was done. */
export function answerTo(name: string): CommandAnswer {
  const [resource = '', verb] = name.split('.');
  const known = BY_COMMAND[name] ?? (verb === 'delete' ? gone('id') : BY_RESOURCE[resource]);
  return known ?? { answer: z.boolean(), read: async () => true };
}

function idIn(args: Args, field: string): string {
  return String(args[field]).toLowerCase();
}
