import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import { Icon, type LucideIcon } from './icon.tsx';
import styles from './segmented-control.module.css';

export interface Segment<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly icon?: LucideIcon | undefined;
}

interface SegmentedControlProps<T extends string> {
  /** What is chosen between: "Show". */
  readonly label: string;
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly segments: readonly Segment<T>[];
}

/** One of two to four, all in view; arrows move between them. */
export function SegmentedControl<T extends string>({
  label,
  value,
  onChange,
  segments,
}: SegmentedControlProps<T>) {
  return (
    <RadioGroup
      className={styles.group}
      aria-label={label}
      value={value}
      onValueChange={(next) => onChange(next)}
    >
      {segments.map((segment) => (
        <Radio.Root
          key={segment.value}
          className={styles.segment}
          value={segment.value}
          aria-label={segment.label}
        >
          {segment.icon !== undefined && <Icon of={segment.icon} />}
          {segment.label}
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}
