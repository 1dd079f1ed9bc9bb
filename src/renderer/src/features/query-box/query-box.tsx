import { Search } from 'lucide-react';
import { type KeyboardEvent, useId, useLayoutEffect, useRef } from 'react';
import type { Span } from '#domain/query/ast.ts';
import type { Rejection } from '#domain/rejection.ts';
import { classNames } from '../../components/class-names.ts';
import { formatCount } from '../../components/format-count.ts';
import { Icon } from '../../components/icon.tsx';
import { KeyCaps } from '../../components/key-caps.tsx';
import { VisuallyHidden } from '../../components/visually-hidden.tsx';
import { useShortcuts } from '../../keys/shortcuts.tsx';
import styles from './query-box.module.css';
import { QueryMessage } from './query-message.tsx';
import { mistakeOf, withHint } from './query-mistake.ts';
import { optionId, SuggestionList } from './suggestion-list.tsx';
import { TintedQuery } from './tinted-query.tsx';
import type { QueryText } from './use-query-text.ts';
import { useSuggestions } from './use-suggestions.ts';

interface QueryBoxProps {
  readonly query: QueryText;
  /** Why the host refused the text, if it did. */
  readonly refusal: Rejection | undefined;
  /** How many issues match; shown at the end of the box. */
  readonly total?: number | undefined;
  /** A quiet word on how complete the answer is. */
  readonly note?: string | undefined;
  /** Messages float below instead of taking room, as in a header. */
  readonly floating?: boolean | undefined;
  /** Called when Esc or Enter leaves the box: the focus goes to what was found. */
  readonly onLeave: () => void;
}

/** The search box: one field with tinted terms, suggestions below, mistakes marked in place. */
export function QueryBox({ query, refusal, total, note, floating, onLeave }: QueryBoxProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const ink = useRef<HTMLDivElement>(null);
  const caretWanted = useRef<number>(undefined);
  const suggestions = useSuggestions(query, (caret) => {
    caretWanted.current = caret;
  });
  const { offer, active } = suggestions;
  const { text, caret, reading } = query;

  const found =
    reading.state === 'mistaken'
      ? reading.mistake
      : reading.state === 'ready' && refusal !== undefined
        ? mistakeOf(refusal)
        : undefined;
  // A name that is still being typed, and can become one that exists, is no mistake yet.
  const mistake =
    offer !== null && found !== undefined && meets(offer.span, found) ? undefined : found;

  const follow = () => {
    if (ink.current !== null && input.current !== null) {
      ink.current.style.transform = `translateX(${-input.current.scrollLeft}px)`;
    }
  };
  useLayoutEffect(() => {
    const wanted = caretWanted.current;
    caretWanted.current = undefined;
    if (wanted !== undefined) {
      input.current?.focus();
      input.current?.setSelectionRange(wanted, wanted);
    }
    follow();
  });
  useShortcuts([
    {
      keys: '/',
      label: 'Search and filter',
      run: () => {
        input.current?.focus();
        input.current?.select();
      },
    },
  ]);

  const read = () => {
    const field = input.current;
    if (field === null) return;
    query.write(field.value, field.selectionEnd);
    follow();
  };
  const leave = () => {
    suggestions.close();
    input.current?.blur();
    onLeave();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const count = offer?.suggestions.length ?? 0;
    const chosen = offer?.suggestions[active];
    switch (event.key) {
      case 'ArrowDown':
        if (count > 0) suggestions.reach(active + 1 < count ? active + 1 : 0);
        else if (text === '' || caret === text.length) leave();
        break;
      case 'ArrowUp':
        if (count > 0) suggestions.reach(active > 0 ? active - 1 : count - 1);
        break;
      case 'Tab':
        if (chosen === undefined) return;
        suggestions.take(chosen);
        break;
      case 'Enter':
        if (chosen !== undefined) suggestions.take(chosen);
        else leave();
        break;
      case 'Escape':
        if (offer !== null) suggestions.close();
        else leave();
        break;
      default:
        return;
    }
    event.preventDefault();
  };
  const takeHint = () => {
    if (mistake === undefined) return;
    const mended = withHint(text, mistake);
    query.write(mended.text, mended.caret);
    caretWanted.current = mended.caret;
  };

  return (
    <div className={classNames(styles.place, floating && styles.floating)}>
      <div className={styles.box} data-mistaken={mistake === undefined ? undefined : ''}>
        <Icon of={Search} />
        <div className={styles.field}>
          <div className={styles.inkFrame} aria-hidden="true">
            <div ref={ink} className={styles.ink} dir="auto">
              <TintedQuery text={text} mistake={mistake} />
            </div>
          </div>
          <input
            ref={input}
            className={styles.input}
            type="text"
            role="combobox"
            dir="auto"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            aria-label="Search and filter"
            aria-keyshortcuts="/"
            aria-expanded={offer !== null}
            aria-controls={offer === null ? undefined : `${id}-list`}
            aria-activedescendant={active < 0 ? undefined : optionId(`${id}-list`, active)}
            aria-autocomplete="list"
            aria-invalid={mistake === undefined ? undefined : true}
            aria-describedby={mistake === undefined ? undefined : `${id}-mistake`}
            placeholder="Search, or filter by is:open, assignee:me, tag:…"
            maxLength={4000}
            value={text}
            onChange={() => {
              suggestions.open();
              read();
            }}
            onSelect={read}
            onScroll={follow}
            onKeyDown={onKeyDown}
            onBlur={() => {
              suggestions.close();
              query.write(text, null);
              query.settle();
            }}
          />
        </div>
        {total !== undefined && (
          <output className={styles.count}>
            {formatCount(total)}
            <VisuallyHidden>{total === 1 ? ' issue' : ' issues'}</VisuallyHidden>
          </output>
        )}
        <span aria-hidden="true">
          <KeyCaps keys="/" />
        </span>
      </div>
      {offer !== null && (
        <SuggestionList
          id={`${id}-list`}
          suggestions={offer.suggestions}
          active={active}
          onTake={suggestions.take}
        />
      )}
      {mistake !== undefined && (
        <QueryMessage id={`${id}-mistake`} mistake={mistake} onHint={takeHint} />
      )}
      {mistake === undefined && note !== undefined && <p className={styles.note}>{note}</p>}
    </div>
  );
}

function meets(a: Span, b: Span): boolean {
  return a.at < b.at + b.length && b.at < a.at + a.length;
}
