import { type RefObject, useLayoutEffect, useRef } from 'react';

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
  useLayoutEffect(() => {
    if (before.current === editing) return;
    before.current = editing;
    if (editing && isFocusFree()) {
      field.current?.focus();
      const end = field.current?.value.length ?? 0;
      field.current?.setSelectionRange(end, end);
    } else if (!editing && wanted.current) read.current?.focus();
    wanted.current = false;
  }, [editing, field, read]);
  return () => {
    wanted.current = true;
  };
}

/** After a refused save the focus is taken back only if the person has not gone elsewhere. */
function isFocusFree(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}
