import { z } from 'zod';
import {
  activityShape,
  assignmentShape,
  attachmentShape,
  bugShape,
  commentShape,
  flowDayShape,
  type IssueShape,
  issueRef,
  issueShape,
  moveShape,
  notificationShape,
  type ProjectShape,
  permissionShape,
  personShape,
  projectRef,
  projectShape,
  relationShape,
  ruleShape,
  severityRef,
  severityShape,
  similarShape,
  summaryShape,
  tagRef,
  tagShape,
  viewShape,
  workflowShape,
  workloadShape,
} from '#protocol/shapes.ts';
import { restUserShape } from '../rest/shapes.ts';
import { endOfComments } from './comment-lists.ts';
import { connectionOf, pageArgs, pageInfoShape } from './schema/connection.ts';
import { defineField } from './schema/define-field.ts';
import type { ObjectSpec } from './schema/object-types.ts';

/** An issue of which the id alone is at hand. */
const issueStub = z.object({ id: z.string() });

export const issueConnection = connectionOf(issueShape);
export const commentConnection = connectionOf(commentShape);
export const userConnection = connectionOf(restUserShape);
export const projectConnection = connectionOf(projectShape);
export const tagConnection = connectionOf(tagShape);
export const assignmentConnection = connectionOf(assignmentShape);
export const activityConnection = connectionOf(activityShape);
export const notificationConnection = connectionOf(notificationShape).extend({
  unreadCount: z.int().meta({ description: 'Of all of them, read or not asked for.' }),
});

/** A change of what a live query shows. */
export const issueChange = z.object({
  kind: z.enum(['created', 'updated', 'left', 'reset']).meta({
    description:
      'created: it starts to match, or to be visible. left: no longer. reset: read the list again.',
  }),
  id: z.string().nullable(),
  issue: issueShape.nullable().meta({ description: 'Where it is created or updated.' }),
});
export const notificationNews = z.object({
  kind: z.enum(['notification', 'reset']).meta({ description: 'reset: read the list again.' }),
  notification: notificationShape.nullable(),
});

/** How many there are where a list is read beside many others. */
const few = { first: pageArgs.first };

/** Where a thing says by its id which issue it belongs to. */
const issueField = defineField({
  description: 'The issue that it belongs to.',
  answer: issueStub,
  resolve: ({ issue }: { readonly issue: string }) => ({ id: issue }),
});

/** Every object of the graph, by the words of the domain. Objects inside them are named by their place. */
export const OBJECTS: readonly ObjectSpec[] = [
  {
    name: 'Issue',
    shape: issueShape,
    refs: [issueRef, issueStub, issueShape.shape.duplicateOf.unwrap()],
    complete: (id, { loaders }) => loaders.issues.load(id),
    fields: {
      comments: defineField({
        description: 'Oldest first. The query `comments` goes on where `endCursor` leads.',
        args: {
          ...few,
          last: pageArgs.first.removeDefault().optional().meta({
            description: 'The last ones instead of the first ones.',
          }),
        },
        answer: commentConnection,
        resolve: async ({ id }: Pick<IssueShape, 'id'>, { first, last }, { loaders }) => {
          const count = last ?? first;
          const part = { issue: id, end: last === undefined ? 'first' : 'last', count } as const;
          const [nodes, whole] = await Promise.all([
            loaders.comments.load(part),
            loaders.issues.load(id),
          ]);
          return endOfComments(part, nodes, whole?.commentCount ?? nodes.length);
        },
      }),
      relations: defineField({
        description: 'At whichever end it stands, where the caller sees the other.',
        answer: z.array(relationShape),
        resolve: async ({ id }: Pick<IssueShape, 'id'>, _args, { loaders }) => [
          ...(await loaders.relations.load(id)),
        ],
      }),
      attachments: defineField({
        description: 'Files at it and at its comments, oldest first.',
        answer: z.array(attachmentShape),
        resolve: async ({ id }: Pick<IssueShape, 'id'>, _args, { loaders }) => [
          ...(await loaders.attachments.load(id)),
        ],
      }),
    },
  },
  {
    name: 'User',
    description: 'A person.',
    shape: restUserShape,
    refs: [personShape],
    complete: (id, { loaders }) => loaders.users.load(id),
  },
  {
    name: 'Project',
    shape: projectShape,
    refs: [projectRef],
    complete: (id, { loaders }) => loaders.projects.load(id),
    fields: {
      issues: defineField({
        description: 'The newest of them. The query `issues(project:)` lists and filters them all.',
        args: few,
        answer: z.array(issueStub),
        resolve: async ({ id }: Pick<ProjectShape, 'id'>, { first }, { loaders }) => {
          const ids = await loaders.newest.load({ project: id, count: first });
          return ids.map((issue) => ({ id: issue }));
        },
      }),
    },
  },
  {
    name: 'Severity',
    shape: severityShape,
    refs: [severityRef],
    complete: (id, { loaders }) => loaders.severities.load(id),
  },
  {
    name: 'Tag',
    shape: tagShape,
    refs: [tagRef],
    complete: (id, { loaders }) => loaders.tags.load(id),
  },
  {
    name: 'Workflow',
    shape: workflowShape,
    refs: [projectShape.shape.workflow],
    complete: (id, { loaders }) => loaders.workflows.load(id),
  },
  { name: 'Comment', shape: commentShape, fields: { issue: issueField } },
  { name: 'Assignment', shape: assignmentShape, fields: { issue: issueField } },
  { name: 'Attachment', shape: attachmentShape, fields: { issue: issueField } },
  { name: 'Relation', shape: relationShape },
  { name: 'Activity', shape: activityShape },
  {
    name: 'Notification',
    shape: notificationShape,
    fields: {
      issue: defineField({
        description: 'The issue that it tells of.',
        answer: issueRef,
        resolve: ({ issue: { id, key, title } }: z.output<typeof notificationShape>) => ({
          id,
          key,
          title,
        }),
      }),
    },
  },
  {
    name: 'Rule',
    description: 'An assignment rule.',
    shape: ruleShape,
    refs: [assignmentShape.shape.rule.unwrap()],
    complete: (id, { loaders }) => loaders.rules.load(id),
  },
  { name: 'View', description: 'A saved view.', shape: viewShape },
  { name: 'BugDetails', shape: bugShape },
  { name: 'Move', description: 'Where an issue can go.', shape: moveShape },
  { name: 'Permission', description: 'Whether one may, and why not.', shape: permissionShape },
  { name: 'Similar', shape: similarShape },
  { name: 'Summary', shape: summaryShape },
  { name: 'FlowDay', shape: flowDayShape },
  { name: 'Workload', shape: workloadShape },
  { name: 'IssueChange', shape: issueChange },
  { name: 'NotificationNews', shape: notificationNews },
  { name: 'PageInfo', shape: pageInfoShape },
  { name: 'IssueConnection', shape: issueConnection },
  { name: 'CommentConnection', shape: commentConnection },
  { name: 'UserConnection', shape: userConnection },
  { name: 'ProjectConnection', shape: projectConnection },
  { name: 'TagConnection', shape: tagConnection },
  { name: 'AssignmentConnection', shape: assignmentConnection },
  { name: 'ActivityConnection', shape: activityConnection },
  { name: 'NotificationConnection', shape: notificationConnection },
];
