import type { CommentId, Instant, IssueId, UserId } from '../ids.ts';
import { bodyText, isBlank } from '../text.ts';

export interface Comment {
  readonly id: CommentId;
  readonly issue: IssueId;
  readonly author: UserId;
  /** Markdown, kept as typed. */
  readonly content: string;
  readonly editedAt: Instant | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly version: number;
}

export const commentContent = bodyText('The comment', 64).refine(
  (text) => !isBlank(text),
  'The comment is empty. Write at least one character.',
);
