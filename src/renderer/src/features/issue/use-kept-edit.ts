import { useMemo } from 'react';
import { z } from 'zod';
import type { KeptEdit } from '../../components/use-inline-edit.ts';
import { useDraft } from '../../hooks/use-draft.ts';

const leftEdit = z.object({ text: z.string(), from: z.string() });

/** An edit that the engine keeps while it is typed, with the text that it was begun on. */
export function useKeptEdit(key: string): KeptEdit {
  const { text: draft, ready, write, clear } = useDraft(key);
  return useMemo(
    () => ({
      left: ready && draft !== '' ? parsed(draft) : null,
      keep: (text, from) => write(JSON.stringify({ text, from })),
      drop: clear,
    }),
    [draft, ready, write, clear],
  );
}

function parsed(draft: string): KeptEdit['left'] {
  try {
    return leftEdit.safeParse(JSON.parse(draft)).data ?? null;
  } catch {
    return null;
  }
}
