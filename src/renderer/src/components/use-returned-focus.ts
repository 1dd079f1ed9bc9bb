import { useLayoutEffect, useRef } from 'react';

/**
 * Gives the focus back after an edit, and again when what took it is replaced by the new value.
 * Whoever went elsewhere meanwhile is left there.
 * @param find what takes the focus now
 */
export function useReturnedFocus(find: () => HTMLElement | null | undefined): () => void {
  const holder = useRef<HTMLElement>(null);
  const give = () => {
    holder.current = find() ?? null;
    holder.current?.focus();
  };
  useLayoutEffect(() => {
    const { current } = holder;
    if (current === null || document.activeElement === current) return;
    if (!current.isConnected && isFocusFree()) give();
    else holder.current = null;
  });
  return give;
}

/** Whether nothing has the focus, so that taking it disturbs nobody. */
export function isFocusFree(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}
