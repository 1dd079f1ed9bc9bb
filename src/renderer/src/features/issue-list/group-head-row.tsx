import { ChevronDown, ChevronRight } from 'lucide-react';
import { memo } from 'react';
import { classNames } from '../../components/class-names.ts';
import { formatCount } from '../../components/format-count.ts';
import { Icon } from '../../components/icon.tsx';
import { StatusGlyph } from '../../components/status-glyph.tsx';
import styles from './issue-list.module.css';
import type { StatusGroup } from './list-items.ts';

interface GroupHeadRowProps {
  readonly index: number;
  readonly start: number;
  readonly tabStop: boolean;
  readonly group: StatusGroup;
  /** How many columns it spans. */
  readonly columns: number;
  /** Whether it stays at the top while its issues pass under it. */
  readonly sticky: boolean;
}

/** The head of the issues in one status: a press anywhere on it, or ← →, folds them. */
export const GroupHeadRow = memo(function GroupHeadRow({
  index,
  start,
  tabStop,
  group: { label, category, count, collapsed },
  columns,
  sticky,
}: GroupHeadRowProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: no table lays out lines that are not there.
    <div
      className={classNames(styles.groupHead, sticky && styles.sticky)}
      role="row"
      tabIndex={tabStop ? 0 : -1}
      data-index={index}
      aria-rowindex={index + 2}
      aria-level={1}
      aria-expanded={!collapsed}
      style={sticky ? undefined : { transform: `translateY(${start}px)` }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: the line takes the focus. */}
      <div role="gridcell" aria-colspan={columns}>
        <button
          type="button"
          className={styles.fold}
          tabIndex={-1}
          aria-label={`${collapsed ? 'Show' : 'Fold'} ${label}`}
        >
          <Icon of={collapsed ? ChevronRight : ChevronDown} size={14} />
        </button>
        <StatusGlyph category={category} />
        <span className={styles.groupLabel} dir="auto">
          {label}
        </span>
        <span className={styles.groupCount}>{formatCount(count)}</span>
      </div>
    </div>
  );
});
