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

interface Answer {
  readonly query: string;
  readonly items: readonly PickerItem[];
}

const NONE: readonly PickerItem[] = [];

/**
 * What an open picker shows for what was typed. Until a search has answered, its last answer is
 * filtered here, so that a quick Enter never chooses what does not match, and nothing is offered
 * to be made that may exist.
 */
export function usePickerItems(
  source: PickerSource,
  query: string,
  open: boolean,
  createLabel: string | undefined,
): PickerItems {
  const [answer, setAnswer] = useState<Answer>();

  useEffect(() => {
    if (!open || typeof source !== 'function') return;
    const search = new AbortController();
    source(query, search.signal).then(
      (items) => {
        if (!search.signal.aborted) setAnswer({ query, items });
      },
      (error: unknown) => {
        if (!search.signal.aborted) throw error;
      },
    );
    return () => search.abort();
  }, [source, query, open]);

  const isAnswered = typeof source !== 'function' || answer?.query === query;
  const matching = useMemo(() => {
    if (typeof source !== 'function') return filterPickerItems(source, query);
    if (answer === undefined) return NONE;
    return answer.query === query ? answer.items : filterPickerItems(answer.items, query);
  }, [source, answer, query]);

  const name = query.trim();
  const offersCreation =
    isAnswered && createLabel !== undefined && name !== '' && !isNameTaken(matching, name);
  const items = useMemo(
    () =>
      offersCreation
        ? [...matching, { id: 'create', label: `${createLabel} “${name}”`, created: name }]
        : matching,
    [matching, offersCreation, createLabel, name],
  );
  return { items, status: isAnswered ? 'ready' : 'searching' };
}
