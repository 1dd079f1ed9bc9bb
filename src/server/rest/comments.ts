import { z } from 'zod';
import type { Comment } from '#domain/comment/comment.ts';
import { commentContent } from '#domain/comment/comment.ts';
import { commentId } from '#domain/ids.ts';
import { notFound } from '#domain/refusals.ts';
import { commentsOf, readComment } from '#engine/queries/comments.ts';
import { failure } from '#protocol/result.ts';
import { commentShape } from '#protocol/shapes.ts';
import { loadComments } from '#store/load-tables.ts';
import type { Caller } from '../auth/caller.ts';
import { defineRoute } from '../http/define-route.ts';
import type { Route } from '../http/mount.ts';
import { pageQuery } from '../http/paging.ts';
import { answer } from '../http/reply.ts';
import { askerOf, type Services } from '../services.ts';
import { EXAMPLE_COMMENT } from './examples.ts';
import { findRow, issueAlone, issueName } from './found.ts';
import { type Target, writeOn, writeTo } from './steps.ts';
import { timedPage } from './timed-page.ts';

const route = { tag: 'Comments', auth: 'caller', answer: commentShape } as const;
const params = { id: issueName };

export const COMMENT_ROUTES: readonly Route[] = [
  defineRoute({
    ...route,
    method: 'GET',
    path: '/api/issues/:id/comments',
    summary: 'Comments on an issue, oldest first',
    params,
    query: pageQuery,
    answer: z.array(commentShape),
    list: true,
    examples: { answer: [EXAMPLE_COMMENT] },
    run: async ({ params, query, caller, context }, services) => {
      const part = await timedPage(context.url, query, {
        read: (window) => commentsOf(params.id, window, askerOf(services, caller)),
        timeOf: ({ createdAt }) => createdAt,
        newestFirst: false,
      });
      return part.ok ? answer([...part.value.rows], { page: part.value.page }) : part;
    },
  }),
  defineRoute({
    ...route,
    method: 'POST',
    path: '/api/issues/:id/comments',
    summary: 'Comment on an issue',
    params,
    body: z.strictObject({ content: commentContent }),
    status: 201,
    examples: { body: { content: EXAMPLE_COMMENT.content }, answer: EXAMPLE_COMMENT },
    run: async ({ params, body, caller, context }, services) => {
      const id = context.newId('comment');
      const target = issueAlone(params.id, caller, services);
      const written = await writeTo({ caller, context }, services, target, ({ id: issue }) => [
        { name: 'comment.add', args: { id, issue, ...body } },
      ]);
      if (!written.ok) return written;
      return shown(id, caller, services, { location: `/api/issues/${params.id}/comments` });
    },
  }),
  defineRoute({
    ...route,
    method: 'PATCH',
    path: '/api/comments/:id',
    summary: 'Change what a comment says',
    description: 'By its author alone.',
    params: { id: commentId },
    body: z.strictObject({ content: commentContent, from: z.string().optional() }),
    examples: { body: { content: EXAMPLE_COMMENT.content }, answer: EXAMPLE_COMMENT },
    run: async ({ params, body, caller, context }, services) => {
      const target = commentTarget(params.id, caller, services);
      const written = await writeOn({ caller, context }, services, target, ({ id, content }) => [
        {
          name: 'comment.edit',
          args: { comment: id, from: body.from ?? content, to: body.content },
          field: 'content',
        },
      ]);
      return written.ok ? shown(params.id, caller, services) : written;
    },
  }),
  defineRoute({
    ...route,
    method: 'DELETE',
    path: '/api/comments/:id',
    summary: 'Delete a comment',
    description: 'By its author alone.',
    params: { id: commentId },
    answer: z.null(),
    examples: { answer: null },
    run: async ({ params, caller, context }, services) => {
      const target = commentTarget(params.id, caller, services);
      const written = await writeOn({ caller, context }, services, target, ({ id }) => [
        { name: 'comment.delete', args: { comment: id } },
      ]);
      return written.ok ? answer(null) : written;
    },
  }),
];

/** A comment on an issue that the caller sees. */
function commentTarget(id: string, caller: Caller, services: Services): Target<Comment> {
  return {
    table: 'comment',
    find: async () => {
      const seen = await readComment(id, askerOf(services, caller));
      if (!seen) return failure(notFound('comment').rejection);
      return findRow(loadComments, id, 'comment', services.engine.store);
    },
  };
}

async function shown(
  id: string,
  caller: Caller,
  services: Services,
  more: { readonly location?: string } = {},
) {
  const comment = await readComment(id, askerOf(services, caller));
  const row = await findRow(loadComments, id, 'comment', services.engine.store);
  if (!row.ok || !comment) return failure(notFound('comment').rejection);
  return answer(comment, { version: row.value.version, ...more });
}
