import type { CSSProperties, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './glyph.module.css';

interface GlyphProps {
  /** Its name for screen readers; none where the name stands beside it. */
  readonly label?: string | undefined;
  readonly size?: number | undefined;
  readonly className?: string | undefined;
  readonly style?: CSSProperties | undefined;
  readonly children: ReactNode;
}

/** The ground that a glyph is cut out of: what it stands on, the surface unless told. */
export const CUT = 'var(--glyph-cut, var(--bg-surface))';

/** The frame of our own marks: a grid of 16, shown at 14 px, in the colour of its class. */
export function Glyph({ label, size = 14, className, style, children }: GlyphProps) {
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      fill="none"
      className={classNames(styles.glyph, className)}
      style={style}
      focusable="false"
      role={label === undefined ? undefined : 'img'}
      aria-label={label}
      aria-hidden={label === undefined}
    >
      {label !== undefined && <title>{label}</title>}
      {children}
    </svg>
  );
}
