import { useLayoutEffect, useRef, useState } from 'react';

/**
 * Saves a value. `from` is what the person saw when they began, so that nobody's words are
 * overwritten unseen. Answers the sentence of the refusal, or undefined once it is accepted and
 * the field is given its new value.
 */
export type Save<T> = (value: T, from: T) => Promise<string | undefined>;

/** A field in place: read as text, being edited, or saved and not yet answered. */
type Phase = 'reading' | 'editing' | 'saving';

/** Keeps what is being typed outside the page, so that a crash does not take it. */
export interface KeptEdit {
  /** What was left unsaved, with the value that it was begun on; null: nothing. */
  readonly left: { readonly text: string; readonly from: string } | null;
  readonly keep: (text: string, from: string) => void;
  /** The person gave it up. */
  readonly drop: () => void;
}

export interface InlineEdit {
  readonly phase: Phase;
  /** What is in the field; what was typed is kept until it is accepted or given up. */
  readonly draft: string;
  /** What reading shows: the draft while it is being saved, so that nothing flickers. */
  readonly shown: string;
  readonly error: string | undefined;
  readonly begin: () => void;
  readonly type: (text: string) => void;
  readonly save: () => void;
  /** Esc: the value as it was. */
  readonly restore: () => void;
}

/**
 * Editing one text in place. A refused save goes back to editing with what was typed and the
 * sentence of the refusal; an unchanged text is not saved. What was left unsaved is taken up again;
 * whoever saves drops it.
 */
export function useInlineEdit(value: string, onSave: Save<string>, kept?: KeptEdit): InlineEdit {
  const [phase, setPhase] = useState<Phase>('reading');
  const [draft, setDraft] = useState(value);
  const [error, setError] = useState<string>();
  // Enter saves, and the blur that follows must not save again.
  const live = useRef<Phase>('reading');

  const from = useRef(value);
  // The sentence of a refusal tells of the newest value, so the next attempt starts from there.
  const newest = useRef(value);
  useLayoutEffect(() => {
    newest.current = value;
  });

  const isIn = (asked: Phase) => live.current === asked;
  const enter = (next: Phase) => {
    live.current = next;
    setPhase(next);
  };

  const save = async () => {
    if (!isIn('editing')) return;
    if (draft === from.current && error === undefined) {
      kept?.drop();
      return enter('reading');
    }
    enter('saving');
    setError(undefined);
    const refusal = await onSave(draft, from.current);
    if (!isIn('saving')) return;
    if (refusal === undefined) return enter('reading');
    from.current = newest.current;
    setError(refusal);
    enter('editing');
  };

  return {
    phase,
    draft,
    shown: phase === 'saving' ? draft : value,
    error,
    begin: () => {
      if (isIn('editing')) return;
      from.current = kept?.left?.from ?? value;
      setDraft(kept?.left?.text ?? (phase === 'saving' ? draft : value));
      setError(undefined);
      enter('editing');
    },
    type: (text) => {
      setDraft(text);
      kept?.keep(text, from.current);
    },
    save: () => void save(),
    restore: () => {
      kept?.drop();
      setError(undefined);
      enter('reading');
    },
  };
}
