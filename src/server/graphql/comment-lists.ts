import type { CommentShape } from '#protocol/shapes.ts';
import { pageOf } from '../http/paging.ts';
import type { CommentPart } from './loaders.ts';
import { connection, placeOf } from './schema/connection.ts';

/** The list of comments of an issue that the query `comments` pages through. @param issue its id */
export function commentList(issue: string): string {
  return placeOf('comments', { first: 1, issue }).url;
}

/** The first or the last comments of an issue as a part of that list. */
export function endOfComments(
  { issue, end, count: size }: CommentPart,
  comments: readonly CommentShape[],
  total: number,
) {
  const [first] = comments;
  const last = comments.at(-1);
  const place = { kind: 'cursor', size, at: null } as const;
  const isMore = comments.length < total;
  const beside = (comment: CommentShape, at: number) => ({
    id: comment.id,
    at: comment.createdAt,
    place: at,
  });
  const page = pageOf(commentList(issue), place, total, {
    next: isMore && last && end === 'first' ? { after: beside(last, comments.length - 1) } : null,
    previous:
      isMore && first && end === 'last' ? { before: beside(first, total - comments.length) } : null,
  });
  return connection(comments, page);
}
