import type { Attachment } from './attachment.ts';

export interface AttachmentEvent {
  readonly type: 'attachment.added' | 'attachment.removed';
  readonly attachment: Attachment;
}
