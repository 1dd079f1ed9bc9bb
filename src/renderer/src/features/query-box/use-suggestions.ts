import { useState } from 'react';
import { type Suggestion, takeSuggestion } from '#domain/query/suggest.ts';
import { useCall } from '../../hooks/use-call.ts';
import { type Offer, offerAt, typingAt } from './query-suggestions.ts';
import type { QueryText } from './use-query-text.ts';

export interface Suggestions {
  readonly offer: Offer | null;
  /** Which one the arrow keys have reached; -1: none, so that Enter is not a choice. */
  readonly active: number;
  readonly reach: (index: number) => void;
  readonly open: () => void;
  readonly close: () => void;
  readonly take: (suggestion: Suggestion) => void;
}

/** The list under the query box: it opens while something is typed, and closes once taken. */
export function useSuggestions(query: QueryText, onTaken: (caret: number) => void): Suggestions {
  const [isOpen, setOpen] = useState(false);
  const [reached, setReached] = useState<{ readonly text: string; readonly index: number }>();
  const { text, caret } = query;
  const asks = isOpen && caret !== null && typingAt(text, caret) !== null;
  const { value, stale } = useCall('issues.suggest', asks ? { query: text, caret } : null);
  const offer = asks ? offerAt(text, caret, value, stale) : null;
  const active = reached?.text === text && offer !== null ? reached.index : -1;

  const close = () => {
    setOpen(false);
    setReached(undefined);
  };
  return {
    offer,
    active: Math.min(active, (offer?.suggestions.length ?? 0) - 1),
    reach: (index) => setReached({ text, index }),
    open: () => setOpen(true),
    close,
    take: (suggestion) => {
      if (offer === null) return;
      const taken = takeSuggestion(text, offer.span, suggestion);
      query.write(taken.text, taken.caret);
      onTaken(taken.caret);
      // After a field's name its values are next.
      if (!/[:=]$/.test(suggestion.insert)) close();
    },
  };
}
