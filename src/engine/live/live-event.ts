import type { IssueShape, NotificationShape } from '#protocol/shapes.ts';

/** A moment of a store's history: `epoch` changes when the store is restored. */
export interface Position {
  readonly epoch: string;
  readonly version: number;
}

/** What a live query tells, with what belongs to it. */
export type LiveChange =
  /** It starts to match, or to be visible. */
  | { readonly event: 'created'; readonly data: IssueShape }
  /** It changed, itself or in a part, and still matches. */
  | { readonly event: 'updated'; readonly data: IssueShape }
  /** It was shown and no longer matches, or is no longer visible, or is gone. */
  | { readonly event: 'left'; readonly data: { readonly id: string } }
  /** One of the viewer's own is new or was read. */
  | { readonly event: 'notification'; readonly data: NotificationShape }
  /** More has changed than can be told: read the list again, and the notifications. */
  | { readonly event: 'reset'; readonly data: Readonly<Record<string, never>> };

/**
 * `id` is the position to resume from when this was the last event that arrived: of several events
 * of one moment only the last one has that moment's, so that none of them is lost.
 */
export type LiveEvent = LiveChange & { readonly id: string };

/** Why a live query ended by itself. */
export type LiveEnding =
  /** The person is blocked. */
  | 'blocked'
  /** The session is over. */
  | 'session'
  /** The listener threw. */
  | 'failed'
  /** The hub closes. */
  | 'closing';

/** Called at once and in order; whatever a listener keeps, it bounds itself. */
export interface LiveListener {
  readonly told: (event: LiveEvent) => void;
  readonly ended: (why: LiveEnding) => void;
}

export function positionText({ epoch, version }: Position): string {
  return `${epoch}.${version}`;
}

/** Reads what `positionText` wrote; null: it is none. */
export function readPosition(text: string): Position | null {
  const [, epoch, version] = /^(.+)\.(\d{1,15})$/.exec(text) ?? [];
  return epoch === undefined || version === undefined ? null : { epoch, version: Number(version) };
}
