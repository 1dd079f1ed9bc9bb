import { type KeyboardEvent, useState } from 'react';
import { command } from '../../commands.ts';
import { Button } from '../../components/button.tsx';
import { MarkdownEditor } from '../../components/markdown-editor.tsx';
import { TextArea } from '../../components/text-area.tsx';
import { useDraft } from '../../hooks/use-draft.ts';
import { useOpenIssue } from './issue-context.ts';
import styles from './issue-details.module.css';

interface BugFormProps {
  readonly onEnd: () => void;
}

/** Gives a bug its details. Frequency and environment are added in place afterwards. */
export function BugForm({ onEnd }: BugFormProps) {
  const { view, edits } = useOpenIssue();
  const { id } = view.issue;
  const steps = useDraft(`bug:${id}:steps`);
  const [expected, setExpected] = useState('');
  const [actual, setActual] = useState('');
  const [error, setError] = useState<string>();

  const save = async () => {
    const bug = { stepsToReproduce: steps.text, expected, actual };
    const refusal = await edits.run([command('bug.add', { issue: id, bug })]);
    setError(refusal);
    if (refusal !== undefined) return;
    steps.clear();
    onEnd();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const isSave = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
    if (event.key !== 'Escape' && !isSave) return;
    event.preventDefault();
    event.stopPropagation();
    if (isSave) void save();
    else onEnd();
  };
  if (!steps.ready) return null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the form, wherever in it the focus is.
    <div className={styles.form} onKeyDown={onKeyDown}>
      <MarkdownEditor
        ref={focusOnce}
        label="Steps to reproduce"
        value={steps.text}
        onChange={steps.write}
        error={error}
        onSubmit={() => void save()}
        onCancel={onEnd}
      />
      <div className={styles.pair}>
        <TextArea label="Expected" value={expected} minRows={2} onChange={setExpected} />
        <TextArea label="Actual" value={actual} minRows={2} onChange={setActual} />
      </div>
      <div className={styles.actions}>
        <Button keys="mod+enter" onClick={() => void save()}>
          Add the details
        </Button>
        <Button variant="ghost" keys="escape" onClick={onEnd}>
          Put off
        </Button>
      </div>
    </div>
  );
}

function focusOnce(field: HTMLTextAreaElement | null): void {
  field?.focus();
}
