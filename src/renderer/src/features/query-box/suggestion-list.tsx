import { useEffect, useRef } from 'react';
import type { Suggestion } from '#domain/query/suggest.ts';
import styles from './query-box.module.css';

interface SuggestionListProps {
  readonly id: string;
  readonly suggestions: readonly Suggestion[];
  readonly active: number;
  readonly onTake: (suggestion: Suggestion) => void;
}

/** What may be typed next. The focus stays in the field; the arrow keys move through the list. */
export function SuggestionList({ id, suggestions, active, onTake }: SuggestionListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div ref={list} id={id} className={styles.suggestions} role="listbox" aria-label="Suggestions">
      {suggestions.map((suggestion, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are pressed in the field.
        <div
          key={suggestion.insert}
          id={optionId(id, index)}
          className={styles.suggestion}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          // The press must not take the focus out of the field.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(suggestion)}
        >
          <span className={styles.suggestionLabel} dir="auto">
            {suggestion.label}
          </span>
          <span className={styles.suggestionAbout} dir="auto">
            {suggestion.about}
          </span>
        </div>
      ))}
    </div>
  );
}

export function optionId(list: string, index: number): string {
  return `${list}-${index}`;
}
