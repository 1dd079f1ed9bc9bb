import { useState } from 'react';
import type { Rejection } from '#domain/rejection.ts';

export interface Form<T> {
  readonly values: T;
  readonly change: (fields: Partial<T>) => void;
  /** The sentence for a field, by the name that the command gives it. */
  readonly errorOf: (...fields: readonly string[]) => string | undefined;
  /** The sentence that no field of the form says. */
  readonly error: string | undefined;
  /** Runs it; the refusal that it answers stands in the form. True when it was accepted. */
  readonly submit: (run: () => Promise<Rejection | null>) => Promise<boolean>;
  readonly saving: boolean;
}

/**
 * The fields of a dialog until it is saved.
 * @param placed the fields of the command whose refusals stand at a field of the form
 */
export function useForm<T extends object>(initial: T, placed: readonly string[]): Form<T> {
  const [values, setValues] = useState(initial);
  const [refused, setRefused] = useState<Rejection | null>(null);
  const [saving, setSaving] = useState(false);
  const isPlaced = refused?.field !== undefined && placed.includes(refused.field);
  return {
    values,
    change: (fields) => {
      setValues((before) => ({ ...before, ...fields }));
      setRefused(null);
    },
    errorOf: (...fields) =>
      refused?.field !== undefined && fields.includes(refused.field) ? refused.message : undefined,
    error: refused === null || isPlaced ? undefined : refused.message,
    saving,
    submit: async (run) => {
      if (saving) return false;
      setSaving(true);
      const rejection = await run();
      setSaving(false);
      setRefused(rejection);
      return rejection === null;
    },
  };
}
