import { Lock } from 'lucide-react';
import { type ComponentPropsWithRef, type MouseEvent, useId } from 'react';
import { ariaKeyShortcuts } from '../keys/key-names.ts';
import { keyPlatform } from '../keys/platform.ts';
import { announce } from './announcer.ts';
import styles from './button.module.css';
import { classNames } from './class-names.ts';
import { Icon, type LucideIcon } from './icon.tsx';
import { KeyCaps } from './key-caps.tsx';
import { VisuallyHidden } from './visually-hidden.tsx';

export type ButtonVariant = 'default' | 'primary' | 'ghost' | 'danger' | 'danger-primary';

export interface ButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'disabled'> {
  /** One `primary` per view; `danger-primary` only inside a confirmation. */
  readonly variant?: ButtonVariant | undefined;
  readonly size?: 'medium' | 'large' | undefined;
  readonly icon?: LucideIcon | undefined;
  /** An icon after the label, as the chevron of a button that opens a menu. */
  readonly trailingIcon?: LucideIcon | undefined;
  /** The key that does the same, shown as a cap: `c`, `mod+enter`. The caller registers it. */
  readonly keys?: string | undefined;
  /** Why it cannot be done now, and what would mend it. Shuts the button, which stays in reach. */
  readonly shut?: string | undefined;
  /** For buttons that stay down. */
  readonly pressed?: boolean | undefined;
  /** Without a label in view; use `IconButton`, which gives it a name and a tooltip. */
  readonly iconOnly?: boolean | undefined;
}

const VARIANT: Readonly<Record<ButtonVariant, string | undefined>> = {
  default: styles.default,
  primary: styles.primary,
  ghost: styles.ghost,
  danger: styles.danger,
  'danger-primary': styles.dangerPrimary,
};

/**
 * A button. Shut, it keeps its place and its focus, shows a lock, is described by its reason,
 * and announces the reason when pressed.
 */
export function Button({
  variant = 'default',
  size = 'medium',
  icon,
  trailingIcon,
  keys,
  shut,
  pressed,
  iconOnly = false,
  className,
  children,
  onClick,
  'aria-describedby': describedBy,
  ...rest
}: ButtonProps) {
  const reasonId = useId();
  const isShut = shut !== undefined;
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (shut === undefined) return onClick?.(event);
    event.preventDefault();
    announce(shut, 'assertive');
  };
  const shownIcon = isShut ? Lock : icon;
  return (
    <>
      <button
        type="button"
        {...rest}
        className={classNames(
          styles.button,
          VARIANT[variant],
          size === 'large' && styles.large,
          iconOnly && styles.iconOnly,
          className,
        )}
        aria-disabled={isShut || undefined}
        aria-pressed={pressed}
        aria-describedby={classNames(describedBy, isShut && reasonId) || undefined}
        aria-keyshortcuts={keys === undefined ? undefined : ariaKeyShortcuts(keys, keyPlatform)}
        onClick={press}
      >
        {shownIcon !== undefined && <Icon of={shownIcon} />}
        {children !== undefined && <span className={styles.label}>{children}</span>}
        {trailingIcon !== undefined && <Icon of={trailingIcon} size={14} />}
        {keys !== undefined && !isShut && !iconOnly && (
          <span className={styles.keys} aria-hidden="true">
            <KeyCaps keys={keys} on={variant === 'primary' ? 'accent' : 'surface'} />
          </span>
        )}
      </button>
      {isShut && <VisuallyHidden id={reasonId}>{shut}</VisuallyHidden>}
    </>
  );
}
