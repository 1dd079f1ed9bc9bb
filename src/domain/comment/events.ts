import type { AttachmentId, Instant } from '../ids.ts';
import type { Comment } from './comment.ts';

export type CommentEvent =
  | { readonly type: 'comment.added'; readonly comment: Comment }
  | {
      readonly type: 'comment.edited';
      readonly comment: Comment;
      readonly from: string;
      readonly to: string;
      readonly editedAt: Instant;
    }
  | {
      readonly type: 'comment.deleted';
      readonly comment: Comment;
      readonly attachments: readonly AttachmentId[];
    };
