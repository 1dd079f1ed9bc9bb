import type { ReactNode } from 'react';
import { useIssueAlone } from '../../hooks/use-media-query.ts';
import { useRoute } from '../../stores/router.ts';
import styles from './screen-header.module.css';
import { SidebarButton } from './sidebar-button.tsx';

interface ScreenHeaderProps {
  readonly title: string;
  /** A quiet word beside the title: "21 issues". */
  readonly aside?: ReactNode;
  /** Buttons at the end. */
  readonly children?: ReactNode;
}

/**
 * The head of every screen, 48 px high: its title, and the sidebar's button while that is away.
 * An issue that covers the screen brings a head of its own.
 */
export function ScreenHeader({ title, aside, children }: ScreenHeaderProps) {
  const route = useRoute();
  const alone = useIssueAlone();
  if (alone && 'issue' in route && route.issue !== null) return null;
  return (
    <header className={styles.header}>
      <SidebarButton />
      <h1 className={styles.title} dir="auto">
        {title}
      </h1>
      {aside !== undefined && <span className={styles.aside}>{aside}</span>}
      <div className={styles.actions}>{children}</div>
    </header>
  );
}
