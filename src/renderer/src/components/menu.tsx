import { Menu as Base } from '@base-ui/react/menu';
import { Check, Lock } from 'lucide-react';
import { Fragment, type ReactElement, type ReactNode } from 'react';
import { ariaKeyShortcuts } from '../keys/key-names.ts';
import { keyPlatform } from '../keys/platform.ts';
import { announce } from './announcer.ts';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import { KeyCaps } from './key-caps.tsx';
import styles from './popup.module.css';

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  /** An icon of 16 px or a glyph. */
  readonly icon?: ReactNode;
  readonly keys?: string | undefined;
  /** Why it cannot be done now: the item stays listed, shut, with this as its second line. */
  readonly shut?: string | undefined;
  readonly danger?: boolean | undefined;
  /** For items that are on or off, and the chosen one of a single choice. */
  readonly checked?: boolean | undefined;
  readonly run: () => void;
}

export interface MenuSection {
  readonly id: string;
  readonly label?: string | undefined;
  /** Whether one item alone is checked, instead of each by itself. */
  readonly single?: boolean | undefined;
  readonly items: readonly MenuItem[];
}

interface MenuProps {
  /** The button that opens it. */
  readonly trigger: ReactElement;
  readonly sections: readonly MenuSection[];
  readonly align?: 'start' | 'center' | 'end' | undefined;
  readonly side?: 'top' | 'bottom' | undefined;
  /** For menus that a key opens too. */
  readonly open?: boolean | undefined;
  readonly onOpenChange?: ((open: boolean) => void) | undefined;
}

/** A menu: arrows move, the first letter jumps, Esc closes and gives the focus back. */
export function Menu({
  trigger,
  sections,
  align = 'start',
  side = 'bottom',
  open,
  onOpenChange,
}: MenuProps) {
  return (
    <Base.Root
      {...(open === undefined ? {} : { open })}
      onOpenChange={(next) => onOpenChange?.(next)}
    >
      <Base.Trigger render={trigger} />
      <Base.Portal role="region" aria-label="Menu">
        <Base.Positioner className={styles.positioner} align={align} side={side} sideOffset={4}>
          <Base.Popup className={styles.popup}>
            {sections.map((section, i) => (
              <Fragment key={section.id}>
                {i > 0 && <Base.Separator className={styles.separator} />}
                <Section {...section} />
              </Fragment>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function Section({ label, single = false, items }: MenuSection) {
  const content = (
    <>
      {label !== undefined && (
        <Base.GroupLabel className={styles.groupLabel}>{label}</Base.GroupLabel>
      )}
      {items.map((item) => (
        <Item key={item.id} {...item} single={single} />
      ))}
    </>
  );
  if (!single) return <Base.Group>{content}</Base.Group>;
  const chosen = items.find(({ checked }) => checked)?.id ?? null;
  return <Base.RadioGroup value={chosen}>{content}</Base.RadioGroup>;
}

interface ItemProps extends MenuItem {
  readonly single: boolean;
}

function Item({ id, label, icon, keys, shut, danger, checked, single, run }: ItemProps) {
  const isShut = shut !== undefined;
  const shared = {
    className: classNames(styles.item, danger && !isShut && styles.danger),
    label,
    closeOnClick: !isShut,
    'aria-disabled': isShut || undefined,
    'aria-keyshortcuts': keys === undefined ? undefined : ariaKeyShortcuts(keys, keyPlatform),
    onClick: () => (isShut ? announce(shut, 'assertive') : run()),
  };
  const content = (
    <>
      <span className={styles.icon}>{isShut ? <Icon of={Lock} /> : icon}</span>
      <span className={styles.text} dir="auto">
        <span className={styles.label}>{label}</span>
        {isShut && <span className={styles.detail}>{shut}</span>}
      </span>
      {keys !== undefined && !isShut && (
        <span aria-hidden="true">
          <KeyCaps keys={keys} />
        </span>
      )}
    </>
  );
  if (checked === undefined) return <Base.Item {...shared}>{content}</Base.Item>;
  if (single) {
    return (
      <Base.RadioItem {...shared} value={id}>
        {content}
        <Base.RadioItemIndicator className={styles.check}>
          <Icon of={Check} size={14} />
        </Base.RadioItemIndicator>
      </Base.RadioItem>
    );
  }
  return (
    <Base.CheckboxItem {...shared} checked={checked}>
      {content}
      <Base.CheckboxItemIndicator className={styles.check}>
        <Icon of={Check} size={14} />
      </Base.CheckboxItemIndicator>
    </Base.CheckboxItem>
  );
}
