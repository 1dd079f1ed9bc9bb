import { z } from 'zod';
import { ASSIGNMENT_STATUSES } from '#domain/assignment/assignment.ts';
import { rejection } from '#domain/rejection.ts';
import { activityOf } from '#engine/queries/activity.ts';
import { assignmentsOf, listAssignments } from '#engine/queries/assignments.ts';
import { attachmentsOf } from '#engine/queries/attachments.ts';
import { commentsByUser, commentsOf } from '#engine/queries/comments.ts';
import { findSeen } from '#engine/queries/find-issue.ts';
import { inboxPage } from '#engine/queries/inbox.ts';
import { relationsOf } from '#engine/queries/relations.ts';
import { success } from '#protocol/result.ts';
import { attachmentShape, type CommentShape, relationShape } from '#protocol/shapes.ts';
import { issueName } from '../../rest/found.ts';
import { ref } from '../../rest/parameters.ts';
import { type TimedList, timedPage } from '../../rest/timed-page.ts';
import { commentList } from '../comment-lists.ts';
import { refusal, unwrap } from '../errors.ts';
import {
  activityConnection,
  assignmentConnection,
  commentConnection,
  notificationConnection,
} from '../objects.ts';
import { connection, type ListPlace, pageArgs, placeOf } from '../schema/connection.ts';
import { defineField, type Field } from '../schema/define-field.ts';
import { personIn } from './names.ts';

/** What belongs to issues, and to whoever works with them. */
export const PART_QUERIES: Readonly<Record<string, Field>> = {
  comments: defineField({
    description: 'Those on an issue, oldest first; or what somebody said, newest first.',
    args: {
      issue: issueName.optional(),
      author: ref.optional().meta({ description: 'By id or username; me.' }),
      ...pageArgs,
    },
    answer: commentConnection,
    resolve: async (_source, { issue, author, ...page }, context) => {
      const { asker } = context;
      if (issue !== undefined && author === undefined) {
        const { id } = unwrap(await findSeen(issue, asker));
        const place = { ...placeOf('comments', page), url: commentList(id) };
        return timed(place, {
          read: (window) => commentsOf(id, window, asker),
          timeOf: createdAt,
          newestFirst: false,
        });
      }
      if (author === undefined || issue !== undefined) throw refusal(ONE_OF_TWO);
      const whose = await personIn(context, author);
      return timed(placeOf('comments', { ...page, author: whose }), {
        read: async (window) => success(await commentsByUser(whose, window, asker)),
        timeOf: createdAt,
        newestFirst: true,
      });
    },
  }),
  activity: defineField({
    description:
      'What happened to an issue, oldest first. Of a deleted one, admins read it by its id.',
    args: { issue: issueName, ...pageArgs },
    answer: activityConnection,
    resolve: (_source, args, { asker }) =>
      timed(placeOf('activity', args), {
        read: (window) => activityOf(args.issue, window, asker),
        timeOf: ({ at }) => at,
        newestFirst: false,
      }),
  }),
  assignments: defineField({
    description: 'The newest first: of an issue, or of all that the caller sees.',
    args: {
      issue: issueName.optional(),
      assignee: ref.optional().meta({ description: 'By id or username; me. Not with `issue`.' }),
      status: z.enum(ASSIGNMENT_STATUSES).optional().meta({ description: 'Not with `issue`.' }),
      ...pageArgs,
    },
    answer: assignmentConnection,
    resolve: async (_source, args, context) => {
      const { issue, assignee, status } = args;
      const { asker } = context;
      if (issue !== undefined && (assignee ?? status) !== undefined) throw refusal(ISSUE_ALONE);
      const all = issue === undefined ? null : unwrap(await assignmentsOf(issue, asker));
      const filter = {
        ...(assignee === undefined ? {} : { assignee: await personIn(context, assignee) }),
        ...(status === undefined ? {} : { status }),
      };
      return timed(placeOf('assignments', args), {
        read: async ({ offset, count }) =>
          success(
            all === null
              ? await listAssignments({ ...filter, offset, count }, asker)
              : { total: all.length, items: all.slice(offset, offset + count) },
          ),
        timeOf: ({ assignedAt }) => assignedAt,
        newestFirst: true,
      });
    },
  }),
  notifications: defineField({
    description: 'One’s own, the newest first.',
    args: {
      unread: z.boolean().default(false).meta({ description: 'Only what is not read.' }),
      ...pageArgs,
    },
    answer: notificationConnection,
    resolve: async (_source, args, { asker }) => {
      let unreadCount = 0;
      const page = await timed(placeOf('notifications', args), {
        read: async (window) => {
          const inbox = await inboxPage({ unread: args.unread, ...window }, asker);
          unreadCount = inbox.unread;
          return success({ total: inbox.total, items: inbox.notifications });
        },
        timeOf: ({ createdAt }) => createdAt,
        newestFirst: true,
      });
      return { ...page, unreadCount };
    },
  }),
  relations: defineField({
    description: 'At whichever end the issue stands, where the caller sees the other.',
    args: { issue: issueName },
    answer: z.array(relationShape),
    resolve: async (_source, { issue }, { asker }) => [...unwrap(await relationsOf(issue, asker))],
  }),
  attachments: defineField({
    description: 'Files at an issue and at its comments, oldest first.',
    args: { issue: issueName },
    answer: z.array(attachmentShape),
    resolve: async (_source, { issue }, { asker }) => [
      ...unwrap(await attachmentsOf(issue, asker)),
    ],
  }),
};

const createdAt = (comment: CommentShape) => comment.createdAt;

async function timed<Row extends { readonly id: string }>(
  { url, query }: ListPlace,
  list: TimedList<Row>,
) {
  const { rows, page } = unwrap(await timedPage(url, query, list));
  return connection(rows, page);
}

const ONE_OF_TWO = rejection('VALIDATION', 'Give issue or author, and not both.', {
  field: 'issue',
});
const ISSUE_ALONE = rejection(
  'VALIDATION',
  'issue lists all of its assignments. Leave assignee and status out.',
  { field: 'issue' },
);
