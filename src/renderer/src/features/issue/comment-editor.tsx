import { useState } from 'react';
import type { CommentShape } from '#protocol/shapes.ts';
import { Button } from '../../components/button.tsx';
import { MarkdownEditor } from '../../components/markdown-editor.tsx';
import type { KeptEdit } from '../../components/use-inline-edit.ts';
import styles from './comment-card.module.css';
import { useOpenIssue } from './issue-context.ts';

interface CommentEditorProps {
  readonly comment: CommentShape;
  readonly kept: KeptEdit;
  /** It is saved, or put back. */
  readonly onEnd: () => void;
}

/** Changes what a comment says; what is typed is kept meanwhile. */
export function CommentEditor({ comment, kept, onEnd }: CommentEditorProps) {
  const { edits } = useOpenIssue();
  const [from] = useState(kept.left?.from ?? comment.content);
  const [text, setText] = useState(kept.left?.text ?? comment.content);
  const [error, setError] = useState<string>();

  const save = async () => {
    const args = { comment: comment.id, from, to: text };
    const refusal = await edits.save({ name: 'comment.edit', args }, {}, kept.drop);
    setError(refusal);
    if (refusal === undefined) onEnd();
  };
  const putBack = () => {
    kept.drop();
    onEnd();
  };
  return (
    <div className={styles.editor}>
      <MarkdownEditor
        ref={focusAtEnd}
        label="Comment"
        labelHidden
        value={text}
        minRows={3}
        error={error}
        onChange={(next) => {
          setText(next);
          kept.keep(next, from);
        }}
        onSubmit={() => void save()}
        onCancel={putBack}
      />
      <div className={styles.editorActions}>
        <Button keys="mod+enter" onClick={() => void save()}>
          Save
        </Button>
        <Button variant="ghost" keys="escape" onClick={putBack}>
          Put back
        </Button>
      </div>
    </div>
  );
}

function focusAtEnd(field: HTMLTextAreaElement | null): void {
  field?.focus();
  field?.setSelectionRange(field.value.length, field.value.length);
}
