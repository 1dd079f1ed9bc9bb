import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

interface FollowingOptions {
  readonly scroller: RefObject<HTMLElement | null>;
  /** Grows with each comment that was sent here. */
  readonly sent: number;
  /** Of the timeline, in px. */
  readonly height: number;
}

/** Whatever the person does there, they look at something else than the end. */
const TURNING_AWAY = ['wheel', 'pointerdown', 'keydown', 'focusin', 'touchmove'] as const;

/**
 * After a comment was sent, keeps the end of the timeline in view while it grows, until the
 * person turns to another place of the issue.
 */
export function useFollowing({ scroller, sent, height }: FollowingOptions): void {
  const following = useRef(false);
  const sentBefore = useRef(sent);

  useEffect(() => {
    const frame = scroller.current;
    const stop = () => {
      following.current = false;
    };
    for (const type of TURNING_AWAY) frame?.addEventListener(type, stop, { passive: true });
    return () => {
      for (const type of TURNING_AWAY) frame?.removeEventListener(type, stop);
    };
  }, [scroller]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the height changes, the end is elsewhere.
  useLayoutEffect(() => {
    if (sent !== sentBefore.current) following.current = true;
    sentBefore.current = sent;
    const frame = scroller.current;
    if (following.current && frame !== null) frame.scrollTop = frame.scrollHeight;
  }, [scroller, sent, height]);
}
