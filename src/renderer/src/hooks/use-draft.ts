import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from '../api.ts';
import { onLeaving } from '../leaving.ts';

const SAVE_AFTER_MS = 300;

interface KeyedText {
  readonly key: string;
  readonly text: string;
}

export interface Draft {
  /** What was typed; empty where there is no draft. */
  readonly text: string;
  /** false until the kept draft has been read; until then nothing is shown to be typed into. */
  readonly ready: boolean;
  /** Whether all that was typed is kept. */
  readonly kept: boolean;
  readonly write: (text: string) => void;
  /** Takes the draft away, after it has become what it was for. */
  readonly clear: () => void;
}

/**
 * A text that the engine keeps while it is being written: 300 ms after the last key, when the
 * window is left and when it or its host closes, so that it survives a crash and a restart.
 * @param key what it is for, such as `comment:<issue id>`; drafts are per person
 */
export function useDraft(key: string): Draft {
  const [text, setText] = useState('');
  const [readyFor, setReadyFor] = useState<string>();
  const [kept, setKept] = useState(true);
  const unsaved = useRef<KeyedText>(undefined);
  const lastSent = useRef<KeyedText>(undefined);
  /** What has been typed into since: the kept draft comes too late for it. */
  const typedInto = useRef<string>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const save = useCallback(async () => {
    clearTimeout(timer.current);
    const draft = unsaved.current;
    if (draft === undefined) return;
    unsaved.current = undefined;
    lastSent.current = draft;
    const value = draft.text === '' ? null : draft.text;
    const result = await call('draft.set', { key: draft.key, value });
    // The answer to an older text neither says that the newer one is kept nor brings the old back.
    const overtaken = lastSent.current !== draft && lastSent.current.key === draft.key;
    if (overtaken) return;
    if (result.ok) setKept(unsaved.current === undefined);
    else unsaved.current ??= draft;
  }, []);

  useEffect(() => {
    let current = true;
    void call('draft.get', { key }).then((result) => {
      if (!current) return;
      if (typedInto.current !== key) setText(result.ok ? (result.value.value ?? '') : '');
      setReadyFor(key);
    });
    const saveNow = () => void save();
    const stop = onLeaving(saveNow);
    return () => {
      current = false;
      stop();
      saveNow();
    };
  }, [key, save]);

  const write = useCallback(
    (next: string) => {
      setText(next);
      setKept(false);
      typedInto.current = key;
      unsaved.current = { key, text: next };
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save(), SAVE_AFTER_MS);
    },
    [key, save],
  );
  const clear = useCallback(() => {
    write('');
    void save();
  }, [write, save]);

  return { text, ready: readyFor === key, kept, write, clear };
}
