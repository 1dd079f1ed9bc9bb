import { useCallback, useEffect, useRef, useState } from 'react';
import { type Reading, readQuery } from './query-mistake.ts';

/** How long after the last key the text is kept in the address, in ms. */
const KEEP_AFTER_MS = 400;

export interface QueryText {
  readonly text: string;
  /** Index of the caret; null while it is elsewhere. */
  readonly caret: number | null;
  readonly reading: Reading;
  /** The last text that could be asked: the present one unless it is unfinished or mistaken. */
  readonly asked: string;
  readonly write: (text: string, caret: number | null) => void;
  /** Keeps the text now, as when the box is left. */
  readonly settle: () => void;
}

interface State {
  readonly text: string;
  readonly caret: number | null;
  readonly reading: Reading;
  readonly asked: string;
}

/**
 * The text of a query box: shown at every key, kept when typing rests. A text that comes from
 * outside (a link, the way back) replaces it.
 */
export function useQueryText(kept: string, keep: (text: string) => void): QueryText {
  const [state, setState] = useState<State>(() => begun(kept));
  const [seen, setSeen] = useState(kept);
  const [sent, setSent] = useState(kept);
  if (kept !== seen) {
    setSeen(kept);
    if (kept !== sent) {
      setSent(kept);
      setState(begun(kept));
    }
  }

  const latest = useRef({ text: state.text, sent, keep });
  useEffect(() => {
    latest.current = { text: state.text, sent, keep };
  });
  const settle = useCallback(() => {
    const { text, sent: before, keep: keepText } = latest.current;
    if (text === before) return;
    setSent(text);
    keepText(text);
  }, []);
  useEffect(() => {
    if (state.text === sent) return;
    const timer = setTimeout(settle, KEEP_AFTER_MS);
    return () => clearTimeout(timer);
  }, [state.text, sent, settle]);

  const write = useCallback((text: string, caret: number | null) => {
    setState((before) => {
      if (before.text === text && before.caret === caret) return before;
      const reading = readQuery(text, caret);
      const asked = reading.state === 'ready' ? text : before.asked;
      return { text, caret, reading, asked };
    });
  }, []);

  return { ...state, write, settle };
}

function begun(text: string): State {
  const reading = readQuery(text, null);
  return { text, caret: null, reading, asked: reading.state === 'ready' ? text : '' };
}
