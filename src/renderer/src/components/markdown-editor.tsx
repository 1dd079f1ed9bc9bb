import { Tabs } from '@base-ui/react/tabs';
import { type KeyboardEvent, type Ref, useDeferredValue, useState } from 'react';
import { Field, type FieldWords } from './field.tsx';
import { Markdown } from './markdown.tsx';
import styles from './markdown-editor.module.css';

interface MarkdownEditorProps extends FieldWords {
  readonly ref?: Ref<HTMLTextAreaElement> | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string | undefined;
  readonly minRows?: number | undefined;
  /** Ctrl+Enter, ⌘+Enter on macOS. */
  readonly onSubmit?: (() => void) | undefined;
  /** Esc. */
  readonly onCancel?: (() => void) | undefined;
}

type Side = 'write' | 'preview';

const LINE = 22;
const MAX_HEIGHT = 440;

/** A text in Markdown, to write and to preview. */
export function MarkdownEditor({
  ref,
  label,
  labelHidden,
  aside,
  hint,
  error,
  value,
  onChange,
  placeholder,
  minRows = 4,
  onSubmit,
  onCancel,
}: MarkdownEditorProps) {
  const [side, setSide] = useState<Side>('write');
  const previewed = useDeferredValue(value);
  const height = { minHeight: minRows * LINE + 14, maxHeight: MAX_HEIGHT };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const used = usedKey(event, { submit: onSubmit, cancel: onCancel });
    if (used === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    used();
  };

  return (
    <Field {...{ label, labelHidden, aside, hint, error }}>
      {(marks) => (
        <Tabs.Root
          className={styles.editor}
          value={side}
          onValueChange={(next: Side) => setSide(next)}
          onKeyDown={onKeyDown}
          data-invalid={error === undefined ? undefined : ''}
        >
          <Tabs.List className={styles.tabs} aria-label={`${label}: write or preview`}>
            <Tabs.Tab className={styles.tab} value="write">
              Write
            </Tabs.Tab>
            <Tabs.Tab className={styles.tab} value="preview">
              Preview
            </Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="write" keepMounted tabIndex={-1}>
            <textarea
              {...marks}
              ref={ref}
              className={styles.text}
              style={height}
              dir="auto"
              placeholder={placeholder}
              value={value}
              onChange={(event) => onChange(event.currentTarget.value)}
            />
          </Tabs.Panel>
          <Tabs.Panel value="preview" className={styles.preview} style={height}>
            {previewed.trim() === '' ? (
              <span className={styles.nothing}>Nothing to preview.</span>
            ) : (
              <Markdown text={previewed} />
            )}
          </Tabs.Panel>
        </Tabs.Root>
      )}
    </Field>
  );
}

function usedKey(
  event: KeyboardEvent,
  { submit, cancel }: Readonly<Record<'submit' | 'cancel', (() => void) | undefined>>,
) {
  if (event.key === 'Escape') return cancel;
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return submit;
  return undefined;
}
