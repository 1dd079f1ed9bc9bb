import { ColourDot } from '../../components/tag-chip.tsx';
import styles from './manage.module.css';
import { TAG_COLOURS } from './tag-colours.ts';

interface ColourChoiceProps {
  /** `#rrggbb`. */
  readonly value: string;
  readonly onChange: (colour: string) => void;
}

/** One of a few colours that go together, or any other. */
export function ColourChoice({ value, onChange }: ColourChoiceProps) {
  return (
    <fieldset>
      <legend className={styles.legend}>Colour</legend>
      <div className={styles.swatches}>
        {TAG_COLOURS.map((colour) => (
          <button
            key={colour}
            type="button"
            aria-pressed={colour === value}
            aria-label={colour}
            className={styles.swatch}
            onClick={() => onChange(colour)}
          >
            <ColourDot colour={colour} />
          </button>
        ))}
        <input
          type="color"
          className={styles.ownColour}
          aria-label="Another colour"
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      </div>
    </fieldset>
  );
}
