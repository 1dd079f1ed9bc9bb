import type { CSSProperties } from 'react';
import { classNames } from './class-names.ts';
import styles from './skeleton-rows.module.css';
import { VisuallyHidden } from './visually-hidden.tsx';

const TITLE_WIDTHS = ['32%', '46%', '28%', '52%', '38%', '42%'] as const;

/** Still rows in the place of a list. Nothing is seen of them before 300 ms. */
export function SkeletonRows({ rows = 12 }: { readonly rows?: number | undefined }) {
  return (
    <div className={styles.rows} role="status">
      <VisuallyHidden>Loading</VisuallyHidden>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move.
        <div key={row} className={styles.row} aria-hidden="true">
          <span className={classNames(styles.bar, styles.glyph)} />
          <span className={classNames(styles.bar, styles.key)} />
          <span
            className={classNames(styles.bar, styles.title)}
            style={{ '--title-width': TITLE_WIDTHS[row % TITLE_WIDTHS.length] } as CSSProperties}
          />
          <span className={classNames(styles.bar, styles.person)} />
        </div>
      ))}
    </div>
  );
}
