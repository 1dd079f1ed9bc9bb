import { useEffect, useLayoutEffect, useRef } from 'react';
import type { FeedMessage } from '#protocol/api.ts';
import { listen } from '../api.ts';

/** Hears what the host tells unasked, while the component is mounted. */
export function useFeed(onMessage: (message: FeedMessage) => void): void {
  const latest = useRef(onMessage);
  useLayoutEffect(() => {
    latest.current = onMessage;
  });
  useEffect(() => listen((message) => latest.current(message)), []);
}
