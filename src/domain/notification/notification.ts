import type { Instant, IssueId, NotificationId, UserId } from '../ids.ts';

/** The most specific first: of several that one event earns a person, the first is kept. */
export const NOTIFICATION_KINDS = [
  'command_rejected',
  'assigned',
  'unassigned',
  'mentioned',
  'status_changed',
  'commented',
  'unassignable',
] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** Seen, read and cleared by its recipient alone. */
export interface Notification {
  readonly id: NotificationId;
  readonly recipient: UserId;
  readonly kind: NotificationKind;
  readonly issue: IssueId;
  /** Who caused it. */
  readonly actor: UserId;
  /** One sentence without the issue's key or title, such as "Li Wen mentioned you". */
  readonly message: string;
  readonly readAt: Instant | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly version: number;
}
