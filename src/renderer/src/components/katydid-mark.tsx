import styles from './katydid-mark.module.css';

interface KatydidMarkProps {
  /** The square of the program, or the bare mark in outline for empty states. */
  readonly form?: 'square' | 'outline' | undefined;
  /** Edge in px. */
  readonly size?: number | undefined;
}

/** The mark: a K built as a katydid, of stem, leaf wing and jointed hind leg. */
export function KatydidMark({ form = 'square', size = 22 }: KatydidMarkProps) {
  return form === 'square' ? <Square size={size} /> : <Outline size={size} />;
}

/** The square keeps its colours in both themes, as the icon in the system's own bars does. */
function Square({ size }: { readonly size: number }) {
  return (
    <svg viewBox="2 2 60 60" width={size} height={size} fill="none" aria-hidden="true">
      <rect x="2" y="2" width="60" height="60" rx="14" fill="#2a5a1b" />
      <g transform="translate(2.2 1.9) scale(.93)">
        <path d="M17 13V51" stroke="#f3fbe8" strokeWidth="6.5" strokeLinecap="round" />
        <path d="M24 33C23 19 33 10 51 10C52 26 41 36 24 33Z" fill="#b4e07f" />
        <path
          d="M25.5 41.5 41 38.5 49 51"
          stroke="#f3fbe8"
          strokeWidth="6.5"
          strokeLinejoin="round"
          strokeLinecap="round"
        />
      </g>
    </svg>
  );
}

function Outline({ size }: { readonly size: number }) {
  return (
    <svg
      viewBox="8 6 48 50"
      width={size}
      height={size}
      fill="none"
      strokeWidth="2.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={styles.outline}
      aria-hidden="true"
    >
      <path className={styles.limbs} d="M17 13V51" />
      <path className={styles.limbs} d="M25.5 41.5 41 38.5 49 51" />
      <path className={styles.leaf} d="M24 33C23 19 33 10 51 10C52 26 41 36 24 33Z" />
      <path className={styles.leaf} d="M24 33 38 21.5" />
    </svg>
  );
}
