import type { ReactNode } from 'react';
import { Tooltip } from '../../components/tooltip.tsx';
import { formatRoute, type Route } from '../../stores/route.ts';
import styles from './nav-item.module.css';

interface NavItemProps {
  /** An icon of 16 px, or a project's key. */
  readonly icon: ReactNode;
  readonly label: string;
  readonly to: Route;
  readonly current: boolean;
  /** A word at the end: how many are unread. */
  readonly count?: ReactNode;
  /** The keys that lead there too. */
  readonly keys?: string | undefined;
  readonly onFollow?: (() => void) | undefined;
}

/** One place to go. A link, so that it can be opened and copied as any other. */
export function NavItem({ icon, label, to, current, count, keys, onFollow }: NavItemProps) {
  const link = (
    <a
      className={styles.item}
      href={formatRoute(to)}
      aria-current={current ? 'page' : undefined}
      onClick={onFollow}
    >
      {icon}
      <span className={styles.label} dir="auto">
        {label}
      </span>
      {count !== undefined && <span className={styles.count}>{count}</span>}
    </a>
  );
  return keys === undefined ? (
    link
  ) : (
    <Tooltip label={label} keys={keys} side="right">
      {link}
    </Tooltip>
  );
}

/** A project's key as its sign. */
export function KeySign({ children }: { readonly children: string }) {
  return <span className={styles.key}>{children}</span>;
}
