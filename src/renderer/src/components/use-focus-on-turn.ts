import { type RefObject, useLayoutEffect, useRef } from 'react';
import { isFocusFree, useReturnedFocus } from './use-returned-focus.ts';

/**
 * Moves the focus into the field when editing begins, and back to the text when it ended by a
 * key. A field that was left by a click elsewhere takes nothing back.
 */
export function useFocusOnTurn(
  editing: boolean,
  field: RefObject<HTMLTextAreaElement | null>,
  read: RefObject<HTMLElement | null>,
): () => void {
  const wanted = useRef(false);
  const before = useRef(editing);
  const giveBack = useReturnedFocus(() => read.current);
  useLayoutEffect(() => {
    if (before.current === editing) return;
    before.current = editing;
    // After a refused save the focus is taken back only if the person has not gone elsewhere.
    if (editing && isFocusFree()) {
      field.current?.focus();
      const end = field.current?.value.length ?? 0;
      field.current?.setSelectionRange(end, end);
    } else if (!editing && wanted.current) giveBack();
    wanted.current = false;
  });
  return () => {
    wanted.current = true;
  };
}
