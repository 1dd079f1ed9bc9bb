import { ChevronDown } from 'lucide-react';
import { useId } from 'react';
import type { PersonShape } from '#protocol/shapes.ts';
import { Avatar } from '../../components/avatar.tsx';
import fieldStyles from '../../components/field.module.css';
import { Icon } from '../../components/icon.tsx';
import { PickerPopover } from '../../components/picker-popover.tsx';
import styles from './move-form.module.css';
import { usePeopleSource } from './people-source.tsx';

interface PersonChoiceProps {
  readonly label: string;
  readonly chosen: PersonShape | null;
  readonly onChoose: (person: PersonShape) => void;
}

/** Chooses a person of the project, as a field of a form. */
export function PersonChoice({ label, chosen, onChoose }: PersonChoiceProps) {
  const labelId = useId();
  const { source, personOf } = usePeopleSource();
  return (
    <div className={fieldStyles.field}>
      <div className={fieldStyles.head}>
        <span id={labelId} className={fieldStyles.label}>
          {label}
        </span>
      </div>
      <PickerPopover
        label={label}
        items={source}
        selected={chosen === null ? [] : [chosen.id]}
        onChoose={({ id }) => {
          const person = personOf(id);
          if (person !== undefined) onChoose(person);
        }}
        trigger={
          <button type="button" className={styles.choice} aria-labelledby={labelId}>
            {chosen === null ? (
              <span className={styles.nothing}>Choose a person</span>
            ) : (
              <>
                <Avatar person={chosen} decorative />
                <span className={styles.chosen} dir="auto">
                  {chosen.name}
                </span>
              </>
            )}
            <Icon of={ChevronDown} size={14} />
          </button>
        }
      />
    </div>
  );
}
