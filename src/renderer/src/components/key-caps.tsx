import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, CornerDownLeft } from 'lucide-react';
import { Fragment } from 'react';
import { capsOf, spokenCap } from '../keys/key-names.ts';
import { keyPlatform } from '../keys/platform.ts';
import { classNames } from './class-names.ts';
import { Icon, type LucideIcon } from './icon.tsx';
import styles from './key-caps.module.css';
import { VisuallyHidden } from './visually-hidden.tsx';

interface KeyCapsProps {
  /** `c`, `mod+enter`, `g i`: the form that `useShortcuts` takes. */
  readonly keys: string;
  /** The ground it stands on. */
  readonly on?: 'surface' | 'accent' | 'inverse' | undefined;
}

const DRAWN: Readonly<Record<string, LucideIcon>> = {
  '↵': CornerDownLeft,
  '↑': ArrowUp,
  '↓': ArrowDown,
  '←': ArrowLeft,
  '→': ArrowRight,
};

/** Keys as caps, in the words of this platform. */
export function KeyCaps({ keys, on = 'surface' }: KeyCapsProps) {
  const presses = capsOf(keys, keyPlatform);
  return (
    <span
      className={classNames(
        styles.keys,
        on === 'accent' && styles.onAccent,
        on === 'inverse' && styles.inverse,
      )}
    >
      {presses.map((caps, turn) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the presses are one fixed sequence.
        <Fragment key={turn}>
          {turn > 0 && <span className={styles.then}>then</span>}
          {caps.map((cap) => (
            <KeyCap key={cap} cap={cap} />
          ))}
        </Fragment>
      ))}
    </span>
  );
}

function KeyCap({ cap }: { readonly cap: string }) {
  const drawn = DRAWN[cap];
  const spoken = spokenCap(cap);
  return (
    <kbd className={styles.cap}>
      {drawn === undefined ? (
        <span aria-hidden={spoken !== cap}>{cap}</span>
      ) : (
        <Icon of={drawn} size={11} />
      )}
      {spoken !== cap && <VisuallyHidden>{spoken}</VisuallyHidden>}
    </kbd>
  );
}
