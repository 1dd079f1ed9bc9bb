import { Select as Base } from '@base-ui/react/select';
import { Check, Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import popup from './popup.module.css';

/** One choice of a small closed list. */
export interface SelectOption<T extends string = string> {
  readonly value: T;
  readonly label: string;
  readonly icon?: ReactNode;
  /** Why it cannot be chosen now. */
  readonly shut?: string | undefined;
}

/** The list inside an open select. */
export function SelectOptions({ options }: { readonly options: readonly SelectOption[] }) {
  const iconed = options.some(({ icon, shut }) => icon !== undefined || shut !== undefined);
  return (
    <Base.List>
      {options.map(({ value, label, icon, shut }) => (
        <Base.Item
          key={value}
          className={popup.item}
          value={value}
          label={label}
          disabled={shut !== undefined}
        >
          {iconed && (
            <span className={popup.icon}>{shut === undefined ? icon : <Icon of={Lock} />}</span>
          )}
          <span className={popup.text} dir="auto">
            <Base.ItemText className={popup.label} render={<span />}>
              {label}
            </Base.ItemText>
            {shut !== undefined && <span className={popup.detail}>{shut}</span>}
          </span>
          <Base.ItemIndicator className={popup.check}>
            <Icon of={Check} size={14} />
          </Base.ItemIndicator>
        </Base.Item>
      ))}
    </Base.List>
  );
}
