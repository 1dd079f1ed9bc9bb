import type { ReactNode } from 'react';
import styles from './chip.module.css';

interface ChipProps {
  /** An icon or a glyph of up to 14 px. */
  readonly icon?: ReactNode;
  /** The whole of it, where it may be cut or needs a word more: "Screen: 1080 × 2400". */
  readonly title?: string | undefined;
  readonly children: ReactNode;
}

/** A small fact in a frame: a value of the environment, a status, a filter. */
export function Chip({ icon, title, children }: ChipProps) {
  return (
    <span className={styles.chip} title={title}>
      {icon}
      <span className={styles.text} dir="auto">
        {children}
      </span>
    </span>
  );
}

/** Chips side by side, wrapping. */
export function ChipRow({ children }: { readonly children: ReactNode }) {
  return <div className={styles.row}>{children}</div>;
}

/** One entry of an issue's environment: the value in view, its name on hover. */
export function EnvironmentChip({
  name,
  value,
  icon,
  named = false,
}: {
  readonly name: string;
  readonly value: string;
  readonly icon?: ReactNode;
  /** Shows the name too, where the value alone says little: "Build 41807". */
  readonly named?: boolean | undefined;
}) {
  return (
    <Chip icon={icon} title={`${name}: ${value}`}>
      {named ? `${name} ${value}` : value}
    </Chip>
  );
}
