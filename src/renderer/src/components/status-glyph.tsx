import type { ReactNode } from 'react';
import type { Category } from '#domain/workflow/workflow.ts';
import styles from './glyph.module.css';
import { CUT, Glyph } from './glyph.tsx';

interface StatusGlyphProps {
  /** The category of the state. */
  readonly category: Category;
  /** The state's name, where it does not stand beside the glyph. */
  readonly label?: string | undefined;
  readonly size?: number | undefined;
}

/** A status: a ring that fills from to do to closed. */
export function StatusGlyph({ category, label, size }: StatusGlyphProps) {
  return (
    <Glyph label={label} size={size} className={styles[category]}>
      {RINGS[category]}
    </Glyph>
  );
}

const ring = <circle cx="8" cy="8" r="5.9" stroke="currentColor" strokeWidth="1.7" />;

const RINGS: Readonly<Record<Category, ReactNode>> = {
  todo: ring,
  doing: (
    <>
      {ring}
      <path d="M8 4.3a3.7 3.7 0 0 1 0 7.4z" fill="currentColor" />
    </>
  ),
  done: (
    <>
      {ring}
      <path
        d="m5.5 8.2 1.8 1.8 3.3-3.7"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  ),
  closed: (
    <>
      <circle cx="8" cy="8" r="6.7" fill="currentColor" />
      <path
        d="m5.3 8.2 1.9 1.9 3.5-3.9"
        stroke={CUT}
        strokeWidth="1.7"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  ),
};
