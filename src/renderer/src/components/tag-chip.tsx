import { X } from 'lucide-react';
import { type CSSProperties, useMemo } from 'react';
import styles from './chip.module.css';
import { classNames } from './class-names.ts';
import { legibleColour } from './colour.ts';
import { Icon } from './icon.tsx';

interface TagChipProps {
  readonly name: string;
  /** Its own `#rrggbb`, shown as a dot, so that no colour hurts reading. */
  readonly colour: string;
  /** Without a frame, as on cards of the board. */
  readonly bare?: boolean | undefined;
  readonly onRemove?: (() => void) | undefined;
}

/** A tag: a dot in its colour beside plain text. */
export function TagChip({ name, colour, bare = false, onRemove }: TagChipProps) {
  return (
    <span className={classNames(styles.chip, styles.tag, bare && styles.bare)} title={name}>
      <ColourDot colour={colour} />
      <span className={styles.text} dir="auto">
        {name}
      </span>
      {onRemove !== undefined && (
        <button
          type="button"
          className={styles.remove}
          aria-label={`Remove tag ${name}`}
          onClick={onRemove}
        >
          <Icon of={X} size={12} />
        </button>
      )}
    </span>
  );
}

/** A dot in a colour that someone chose, moved to 3:1 in each theme. */
export function ColourDot({ colour }: { readonly colour: string }) {
  const style = useMemo(() => {
    const { light, dark } = legibleColour(colour);
    return { '--own-light': light, '--own-dark': dark } as CSSProperties;
  }, [colour]);
  return <span className={styles.dot} style={style} aria-hidden="true" />;
}
