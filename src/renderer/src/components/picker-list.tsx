import { Combobox as Base } from '@base-ui/react/combobox';
import { Check, Lock, Plus } from 'lucide-react';
import { Icon } from './icon.tsx';
import type { PickerItem } from './picker-item.ts';
import styles from './picker-popover.module.css';
import popup from './popup.module.css';

/** The list inside an open picker. */
export function PickerList({ empty }: { readonly empty: string }) {
  return (
    <>
      <Base.Empty className={popup.empty}>{empty}</Base.Empty>
      <Base.List className={styles.list}>
        {(item: PickerItem) => (
          <Base.Item
            key={item.id}
            className={popup.item}
            value={item}
            aria-disabled={item.shut === undefined ? undefined : true}
          >
            <ItemIcon {...item} />
            <span className={popup.text} dir="auto">
              <span className={popup.label}>{item.label}</span>
              {(item.shut ?? item.detail) !== undefined && (
                <span className={popup.detail}>{item.shut ?? item.detail}</span>
              )}
            </span>
            <Base.ItemIndicator className={popup.check}>
              <Icon of={Check} size={14} />
            </Base.ItemIndicator>
          </Base.Item>
        )}
      </Base.List>
    </>
  );
}

function ItemIcon({ icon, shut, created }: PickerItem) {
  if (shut !== undefined) return <span className={popup.icon}>{<Icon of={Lock} />}</span>;
  if (created !== undefined) return <span className={popup.icon}>{<Icon of={Plus} />}</span>;
  return icon === undefined ? null : <span className={popup.icon}>{icon}</span>;
}
