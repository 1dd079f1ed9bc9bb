import { Pencil, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { mentionedNames } from '#domain/notification/mentions.ts';
import type { CommentShape } from '#protocol/shapes.ts';
import { Avatar } from '../../components/avatar.tsx';
import { fullTime } from '../../components/format-time.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { Markdown } from '../../components/markdown.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { useSession } from '../../stores/session.ts';
import styles from './comment-card.module.css';
import { CommentEditor } from './comment-editor.tsx';
import { ConflictNotice } from './conflict-notice.tsx';
import { useOpenIssue } from './issue-context.ts';
import { useKeptEdit } from './use-kept-edit.ts';

interface CommentCardProps {
  readonly comment: CommentShape;
  readonly onDelete: (comment: string) => void;
}

/** What somebody said; one's own can be changed and taken back. */
export function CommentCard({ comment, onDelete }: CommentCardProps) {
  const { view } = useOpenIssue();
  const { profile } = useSession();
  const { id, author, content, createdAt, editedAt } = comment;
  const kept = useKeptEdit(`comment-edit:${id}`);
  const [editing, setEditing] = useState(false);
  const editButton = useRef<HTMLButtonElement>(null);
  const isOwn = author.id === profile.id;
  const callsMe = !isOwn && mentionedNames(content).includes(profile.username);

  const end = () => {
    setEditing(false);
    requestAnimationFrame(() => editButton.current?.focus());
  };
  return (
    <article className={styles.comment} aria-label={`Comment by ${author.name}`}>
      <span className={styles.avatar}>
        <Avatar person={author} decorative />
      </span>
      <div className={styles.card} data-calls-me={callsMe ? '' : undefined}>
        <header className={styles.head}>
          <strong className={styles.author} dir="auto">
            {author.name}
          </strong>
          <span className={styles.quiet}>
            <RelativeTime at={Date.parse(createdAt)} form="stamp" />
          </span>
          {editedAt !== null && (
            <span className={styles.quiet} title={fullTime(Date.parse(editedAt))}>
              edited
            </span>
          )}
          {isOwn && view.may.comment.open && !editing && (
            <span className={styles.actions}>
              <IconButton
                ref={editButton}
                label="Edit the comment"
                icon={Pencil}
                onClick={() => setEditing(true)}
              />
              <IconButton label="Delete the comment" icon={Trash2} onClick={() => onDelete(id)} />
            </span>
          )}
        </header>
        {editing ? (
          <CommentEditor comment={comment} kept={kept} onEnd={end} />
        ) : (
          <>
            <Markdown text={content} />
            {isOwn && kept.left !== null && (
              <button type="button" className={styles.left} onClick={() => setEditing(true)}>
                Your edit is kept as a draft. Go on editing
              </button>
            )}
          </>
        )}
        <ConflictNotice place={id} label="comment" onSettled={kept.drop} />
      </div>
    </article>
  );
}
