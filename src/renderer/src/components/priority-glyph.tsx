import type { Priority } from '#domain/issue/issue.ts';
import styles from './glyph.module.css';
import { Glyph } from './glyph.tsx';

interface PriorityGlyphProps {
  readonly priority: Priority;
  /** Its name, where it does not stand beside the glyph. */
  readonly label?: string | undefined;
  readonly size?: number | undefined;
}

const LIT: Readonly<Record<Priority, number>> = { low: 1, medium: 2, high: 3, critical: 4 };

/** The four bars: left edge and height, on a ground line at 14. */
const BARS = [
  { x: 1.2, height: 3.5 },
  { x: 4.8, height: 6.3 },
  { x: 8.4, height: 9.1 },
  { x: 12, height: 11.9 },
] as const;

/** A priority: one to four lit bars, without colour. */
export function PriorityGlyph({ priority, label, size }: PriorityGlyphProps) {
  return (
    <Glyph label={label} size={size} className={styles.priority}>
      {BARS.map(({ x, height }, bar) => (
        <rect
          key={x}
          x={x}
          y={14 - height}
          width="2.5"
          height={height}
          rx="0.8"
          fill="currentColor"
          className={bar < LIT[priority] ? undefined : styles.unlit}
        />
      ))}
    </Glyph>
  );
}
