import { Pencil } from 'lucide-react';
import { type MouseEvent, type ReactNode, useRef } from 'react';
import { Button } from './button.tsx';
import { classNames } from './class-names.ts';
import { IconButton } from './icon-button.tsx';
import styles from './inline-field.module.css';
import { Markdown } from './markdown.tsx';
import { MarkdownEditor } from './markdown-editor.tsx';
import { useFocusOnTurn } from './use-focus-on-turn.ts';
import { type KeptEdit, type Save, useInlineEdit } from './use-inline-edit.ts';

interface InlineTextAreaProps {
  /** What it is: "Steps to reproduce". */
  readonly label: string;
  /** Markdown. */
  readonly value: string;
  readonly onSave: Save<string>;
  readonly placeholder?: string | undefined;
  /** Why it cannot be edited; then it is only read. */
  readonly shut?: string | undefined;
  /** How it is read, where not as Markdown. */
  readonly children?: ReactNode;
  /** Where what is typed is kept; an edit that was left unsaved is offered again. */
  readonly kept?: KeptEdit | undefined;
}

/**
 * A long text in place: read as Markdown, edited on click or by its button, saved by Ctrl+Enter
 * or when it is left, restored by Esc.
 */
export function InlineTextArea({
  label,
  value,
  onSave,
  placeholder = 'Add',
  shut,
  children,
  kept,
}: InlineTextAreaProps) {
  const edit = useInlineEdit(value, onSave, kept);
  const field = useRef<HTMLTextAreaElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const focusAfterwards = useFocusOnTurn(edit.phase === 'editing', field, opener);
  const end = (how: () => void) => () => {
    focusAfterwards();
    how();
  };

  if (edit.phase === 'editing') {
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: it only notices the focus leaving the editor.
      <div
        onBlur={(event) => {
          const stays = event.currentTarget.contains(event.relatedTarget);
          if (!stays && document.hasFocus()) edit.save();
        }}
      >
        <MarkdownEditor
          ref={field}
          label={label}
          labelHidden
          value={edit.draft}
          onChange={edit.type}
          error={edit.error}
          onSubmit={end(edit.save)}
          onCancel={end(edit.restore)}
        />
        <div className={styles.actions}>
          <Button keys="mod+enter" onClick={end(edit.save)}>
            Save
          </Button>
          <Button variant="ghost" keys="escape" onClick={end(edit.restore)}>
            Put back
          </Button>
        </div>
      </div>
    );
  }

  const left = edit.phase === 'reading' && shut === undefined ? (kept?.left ?? null) : null;
  const offer = left !== null && (
    <div className={styles.actions}>
      <span className={styles.placeholder}>An edit of yours is kept as a draft.</span>
      <Button onClick={edit.begin}>Go on editing</Button>
      <Button variant="ghost" onClick={kept?.drop}>
        Discard it
      </Button>
    </div>
  );
  const isEmpty = edit.shown.trim() === '';
  const beginOnText = (event: MouseEvent<HTMLElement>) => {
    const onLink = event.target instanceof Element && event.target.closest('a') !== null;
    const selecting = document.getSelection()?.isCollapsed === false;
    if (!onLink && !selecting) edit.begin();
  };
  if (shut !== undefined) {
    return isEmpty ? null : <div>{children ?? <Markdown text={edit.shown} />}</div>;
  }
  if (isEmpty) {
    return (
      <>
        <button
          ref={opener}
          type="button"
          className={classNames(styles.read, styles.placeholder)}
          aria-label={`${label}: ${placeholder}`}
          onClick={edit.begin}
        >
          {placeholder}
        </button>
        {offer}
      </>
    );
  }
  return (
    <div className={styles.long}>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: a shortcut for the pointer; the button beside it is the way by keyboard. */}
      <div className={styles.read} onClick={beginOnText}>
        {children ?? <Markdown text={edit.shown} />}
      </div>
      <div className={styles.editButton}>
        <IconButton
          ref={opener}
          icon={Pencil}
          label={`Edit ${label.toLowerCase()}`}
          onClick={edit.begin}
        />
      </div>
      {offer}
    </div>
  );
}
