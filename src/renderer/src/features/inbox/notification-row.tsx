import { AtSign, CircleAlert, MessageSquare, UserPlus, UserRoundX } from 'lucide-react';
import type { ReactNode } from 'react';
import type { NotificationKind } from '#domain/notification/notification.ts';
import type { NotificationShape } from '#protocol/shapes.ts';
import { Avatar } from '../../components/avatar.tsx';
import { Icon } from '../../components/icon.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { StatusGlyph } from '../../components/status-glyph.tsx';
import { VisuallyHidden } from '../../components/visually-hidden.tsx';
import type { RowKeys } from '../../hooks/use-row-keys.ts';
import styles from './notification-row.module.css';

interface NotificationRowProps {
  readonly notification: NotificationShape;
  /** The day, where this is its first. */
  readonly heading: string | undefined;
  readonly isRead: boolean;
  /** Whether its issue stands beside the list. */
  readonly isOpen: boolean;
  readonly href: string;
  readonly onOpen: () => void;
  readonly rowProps: ReturnType<RowKeys['rowProps']>;
}

/** One notification: who did what to which issue. */
export function NotificationRow({
  notification,
  heading,
  isRead,
  isOpen,
  href,
  onOpen,
  rowProps,
}: NotificationRowProps) {
  const { issue, actor, message, createdAt, kind } = notification;
  return (
    <>
      {heading !== undefined && <h2 className={styles.heading}>{heading}</h2>}
      <a
        {...rowProps}
        className={styles.row}
        href={href}
        data-read={isRead ? '' : undefined}
        aria-current={isOpen ? 'true' : undefined}
        onClick={(event) => {
          event.preventDefault();
          onOpen();
        }}
      >
        <span className={styles.dot}>{!isRead && <VisuallyHidden>Unread</VisuallyHidden>}</span>
        <span className={styles.who}>
          <Avatar person={actor} size={24} decorative />
          <span className={styles.kind}>{signOf(kind, issue.status.category)}</span>
        </span>
        <span className={styles.words}>
          <span className={styles.line}>
            <span className={styles.key}>{issue.key}</span>
            <span className={styles.title} dir="auto">
              {issue.title}
            </span>
            <RelativeTime at={Date.parse(createdAt)} />
          </span>
          <span className={styles.message} dir="auto">
            {message}
          </span>
        </span>
      </a>
    </>
  );
}

const SIGN_PX = 11;

function signOf(
  kind: NotificationKind,
  category: NotificationShape['issue']['status']['category'],
): ReactNode {
  switch (kind) {
    case 'mentioned':
      return <Icon of={AtSign} size={SIGN_PX} />;
    case 'commented':
      return <Icon of={MessageSquare} size={SIGN_PX} />;
    case 'assigned':
      return <Icon of={UserPlus} size={SIGN_PX} />;
    case 'unassigned':
      return <Icon of={UserRoundX} size={SIGN_PX} />;
    case 'status_changed':
      return <StatusGlyph category={category} size={SIGN_PX} />;
    case 'unassignable':
    case 'command_rejected':
      return <Icon of={CircleAlert} size={SIGN_PX} />;
  }
}
