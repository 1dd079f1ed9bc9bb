import { useEffect, useMemo, useState } from 'react';
import {
  filterPickerItems,
  isNameTaken,
  type PickerItem,
  type PickerSource,
} from './picker-item.ts';

interface PickerItems {
  readonly items: readonly PickerItem[];
  readonly status: 'searching' | 'ready';
}

const NONE: readonly PickerItem[] = [];

/** What an open picker shows for what was typed; the last answer stays until the next is there. */
export function usePickerItems(
  source: PickerSource,
  query: string,
  open: boolean,
  createLabel: string | undefined,
): PickerItems {
  const [found, setFound] = useState<readonly PickerItem[]>(NONE);
  const [answered, setAnswered] = useState<string>();

  useEffect(() => {
    if (!open || typeof source !== 'function') return;
    const search = new AbortController();
    source(query, search.signal).then(
      (items) => {
        if (search.signal.aborted) return;
        setFound(items);
        setAnswered(query);
      },
      (error: unknown) => {
        if (!search.signal.aborted) throw error;
      },
    );
    return () => search.abort();
  }, [source, query, open]);

  const matching = useMemo(
    () => (typeof source === 'function' ? found : filterPickerItems(source, query)),
    [source, found, query],
  );
  const name = query.trim();
  const offersCreation = createLabel !== undefined && name !== '' && !isNameTaken(matching, name);
  const items = useMemo(
    () =>
      offersCreation
        ? [...matching, { id: 'create', label: `${createLabel} “${name}”`, created: name }]
        : matching,
    [matching, offersCreation, createLabel, name],
  );
  const ready = typeof source !== 'function' || answered !== undefined;
  return { items, status: ready ? 'ready' : 'searching' };
}
