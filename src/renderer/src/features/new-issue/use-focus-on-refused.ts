import { type RefObject, useEffect } from 'react';

/** After a refusal the focus goes to the field that it is about. */
export function useFocusOnRefused(form: RefObject<HTMLElement | null>, refused: unknown): void {
  useEffect(() => {
    if (refused === undefined) return;
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [form, refused]);
}
