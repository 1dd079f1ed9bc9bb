import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement, ReactNode } from 'react';
import { KeyCaps } from './key-caps.tsx';
import styles from './tooltip.module.css';

/** Milliseconds, as --delay-tooltip. */
const DELAY = 500;

interface TooltipProps {
  readonly label: ReactNode;
  /** The key that does the same. */
  readonly keys?: string | undefined;
  readonly side?: 'top' | 'bottom' | 'left' | 'right' | undefined;
  /** The control it stands at; it must name itself, since a tooltip is for the eye. */
  readonly children: ReactElement;
}

/** A word about a control, on hover and focus. */
export function Tooltip({ label, keys, side = 'bottom', children }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} delay={DELAY} />
      <Base.Portal>
        <Base.Positioner className={styles.positioner} side={side} sideOffset={6}>
          <Base.Popup className={styles.popup} dir="auto" aria-hidden="true">
            <span>{label}</span>
            {keys !== undefined && <KeyCaps keys={keys} on="inverse" />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** Stands once around the application: after one tooltip the next shows at once. */
export function TooltipProvider({ children }: { readonly children: ReactNode }) {
  return <Base.Provider delay={DELAY}>{children}</Base.Provider>;
}
