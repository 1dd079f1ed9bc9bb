import styles from './glyph.module.css';
import { Glyph } from './glyph.tsx';

/** The leaf in outline: what stands beside it is saved here, on this device. */
export function LeafGlyph({ size }: { readonly size?: number | undefined }) {
  return (
    <Glyph size={size} className={styles.here}>
      <path
        d="M3 12.8C2.5 6.5 6 2.6 13.4 2.6 13.8 9.4 10 13.6 3 12.8Z"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinejoin="round"
      />
      <path d="M3 12.8 7.8 8" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
    </Glyph>
  );
}
