import { memo } from 'react';
import type { IssueRow } from '#protocol/shapes.ts';
import { classNames } from '../../components/class-names.ts';
import type { ColumnId } from './column-setting.ts';
import { ISSUE_COLUMNS } from './issue-columns.tsx';
import styles from './issue-list.module.css';

interface LineProps {
  readonly index: number;
  /** Where it lies, in px from the top. */
  readonly start: number;
  readonly tabStop: boolean;
}

interface IssueGridRowProps extends LineProps {
  readonly issue: IssueRow;
  readonly columns: readonly ColumnId[];
  readonly severities: number;
  /** 2 under the head of a group. */
  readonly level: number;
  /** Whether it is shown beside the list. */
  readonly open: boolean;
}

/** One issue of the list. It is drawn again only when something of its own has changed. */
export const IssueGridRow = memo(function IssueGridRow({
  index,
  start,
  tabStop,
  issue,
  columns,
  severities,
  level,
  open,
}: IssueGridRowProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: no table lays out lines that are not there.
    <div
      className={styles.line}
      role="row"
      tabIndex={tabStop ? 0 : -1}
      data-index={index}
      data-issue={issue.key}
      aria-rowindex={index + 2}
      aria-level={level}
      aria-selected={open}
      style={{ transform: `translateY(${start}px)` }}
    >
      {columns.map((id) => {
        const { align, cell } = ISSUE_COLUMNS[id];
        return (
          // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: the line takes the focus.
          <div
            key={id}
            className={classNames(styles.cell, align === 'end' && styles.end)}
            role="gridcell"
            data-column={id}
          >
            {cell(issue, { severities })}
          </div>
        );
      })}
    </div>
  );
});

/** The place of an issue whose page is on its way; nothing is seen of it before 300 ms. */
export function WaitingRow({ index, start, tabStop }: LineProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: no table lays out lines that are not there.
    <div
      className={classNames(styles.line, styles.waiting)}
      role="row"
      tabIndex={tabStop ? 0 : -1}
      data-index={index}
      aria-rowindex={index + 2}
      style={{ transform: `translateY(${start}px)` }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: the line takes the focus. */}
      <div className={styles.waitingCell} role="gridcell" aria-label="Loading">
        <span className={styles.waitingKey} />
        <span className={styles.waitingTitle} />
      </div>
    </div>
  );
}
