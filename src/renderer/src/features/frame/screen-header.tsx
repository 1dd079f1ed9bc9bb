import type { ReactNode } from 'react';
import styles from './screen-header.module.css';
import { SidebarButton } from './sidebar-button.tsx';

interface ScreenHeaderProps {
  readonly title: string;
  /** A quiet word beside the title: "21 issues". */
  readonly aside?: ReactNode;
  /** Buttons at the end. */
  readonly children?: ReactNode;
}

/** The head of every screen, 48 px high: its title, and the sidebar's button while that is away. */
export function ScreenHeader({ title, aside, children }: ScreenHeaderProps) {
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
