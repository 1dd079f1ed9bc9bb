import { Lock } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useState } from 'react';
import { command } from '../../commands.ts';
import { announce } from '../../components/announcer.ts';
import { Avatar } from '../../components/avatar.tsx';
import { Button } from '../../components/button.tsx';
import { FieldError } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import { KeyCaps } from '../../components/key-caps.tsx';
import { useDraft } from '../../hooks/use-draft.ts';
import { newId } from '../../new-id.ts';
import { useSession } from '../../stores/session.ts';
import styles from './comment-composer.module.css';
import { useOpenIssue } from './issue-context.ts';

const ERROR = 'issue-comment-error';

interface CommentComposerProps {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  /** A comment has been added. */
  readonly onSent: () => void;
  /** Esc: out of the field, back to the issue. */
  readonly onLeave: () => void;
}

/** Writes a comment. It stands at the foot of the issue; what is typed is kept until it is sent. */
export function CommentComposer({ field, onSent, onLeave }: CommentComposerProps) {
  const { view, edits } = useOpenIssue();
  const { profile } = useSession();
  const { id } = view.issue;
  const draft = useDraft(`comment:${id}`);
  const [error, setError] = useState<string>();
  const { comment: permission } = view.may;

  if (!permission.open) {
    return (
      <div className={styles.composer}>
        <p className={styles.shut}>
          <Icon of={Lock} size={14} /> {permission.reason}
        </p>
      </div>
    );
  }
  const send = async () => {
    if (draft.text.trim() === '') return;
    const wish = command('comment.add', { id: newId(), issue: id, content: draft.text });
    const refusal = await edits.run([wish]);
    setError(refusal);
    if (refusal !== undefined) return;
    draft.clear();
    announce('The comment is added.');
    onSent();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const isSend = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
    if (event.key !== 'Escape' && !isSend) return;
    event.preventDefault();
    event.stopPropagation();
    if (isSend) void send();
    else onLeave();
  };
  const isEmpty = draft.text === '';
  return (
    <div className={styles.composer}>
      <div className={styles.column}>
        <Avatar person={profile} size={24} decorative />
        <div className={styles.frame} data-invalid={error === undefined ? undefined : ''}>
          <textarea
            ref={field}
            className={styles.text}
            rows={1}
            dir="auto"
            aria-label="Comment"
            aria-describedby={ERROR}
            aria-keyshortcuts="r"
            placeholder="Write a comment"
            readOnly={!draft.ready}
            value={draft.text}
            onChange={(event) => draft.write(event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
          <div className={styles.actions}>
            {isEmpty ? (
              <span className={styles.hint} aria-hidden="true">
                <KeyCaps keys="r" />
              </span>
            ) : (
              <>
                <span className={styles.kept} role="status">
                  {draft.kept ? 'Draft kept' : ''}
                </span>
                <Button variant="primary" keys="mod+enter" onClick={() => void send()}>
                  Comment
                </Button>
              </>
            )}
          </div>
        </div>
      </div>
      <FieldError id={ERROR} error={error} />
    </div>
  );
}
