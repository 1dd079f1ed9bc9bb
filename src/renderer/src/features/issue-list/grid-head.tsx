import { ArrowDown, ArrowUp } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { classNames } from '../../components/class-names.ts';
import { Icon } from '../../components/icon.tsx';
import { VisuallyHidden } from '../../components/visually-hidden.tsx';
import type { ColumnId } from './column-setting.ts';
import { ISSUE_COLUMNS } from './issue-columns.tsx';
import styles from './issue-list.module.css';
import type { ColumnTable } from './use-columns.ts';

const STEP = 8;

interface GridHeadProps {
  readonly table: ColumnTable;
  /** Called when a column has got its new width. */
  readonly onResized: () => void;
}

type Header = ReturnType<ColumnTable['getLeafHeaders']>[number];

/** The heads of the columns: a press sorts, with Shift as a further order; edges resize. */
export function GridHead({ table, onResized }: GridHeadProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: no table lays out lines that are not there.
    <div role="rowgroup" className={styles.headGroup}>
      {/* biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: as above; its buttons take the focus. */}
      <div role="row" className={styles.head} aria-rowindex={1}>
        {table.getLeafHeaders().map((header) => (
          <ColumnHead key={header.id} header={header} table={table} onResized={onResized} />
        ))}
      </div>
    </div>
  );
}

function ColumnHead({ header, table, onResized }: GridHeadProps & { readonly header: Header }) {
  const { column } = header;
  const { label, labelHidden, align, fallingFirst = false } = ISSUE_COLUMNS[column.id as ColumnId];
  const sorted = column.getIsSorted();
  const shown =
    labelHidden === true ? <VisuallyHidden>{label}</VisuallyHidden> : <span>{label}</span>;
  return (
    // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: as above.
    <div
      role="columnheader"
      className={classNames(styles.columnHead, align === 'end' && styles.end)}
      aria-sort={sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : undefined}
    >
      {column.getCanSort() ? (
        <button
          type="button"
          className={styles.sort}
          title={`Sort by ${label.toLowerCase()}`}
          data-sorted={sorted === false ? undefined : ''}
          onClick={column.getToggleSortingHandler()}
        >
          {shown}
          {sorted !== false && (
            // Down is the usual way of the column: the gravest first, the newest first.
            <Icon of={(sorted === 'desc') === fallingFirst ? ArrowDown : ArrowUp} size={12} />
          )}
        </button>
      ) : (
        shown
      )}
      {column.getCanResize() && <Resizer header={header} table={table} onResized={onResized} />}
    </div>
  );
}

function Resizer({ header, table, onResized }: GridHeadProps & { readonly header: Header }) {
  const { column } = header;
  const size = column.getSize();
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const { minSize = 0, maxSize = size } = column.columnDef;
    const next = Math.min(maxSize, Math.max(minSize, size + step));
    table.setColumnSizing((widths) => ({ ...widths, [column.id]: next }));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a movable separator is a widget, which hr is not.
    <div
      role="separator"
      className={styles.resizer}
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={`Width of ${ISSUE_COLUMNS[column.id as ColumnId].label}`}
      aria-valuenow={size}
      aria-valuemin={column.columnDef.minSize}
      aria-valuemax={column.columnDef.maxSize}
      data-dragging={column.getIsResizing() ? '' : undefined}
      onMouseDown={(event) => {
        header.getResizeHandler()(event);
        document.addEventListener('mouseup', onResized, { once: true });
      }}
      onTouchStart={header.getResizeHandler()}
      onTouchEnd={onResized}
      onDoubleClick={() => {
        column.resetSize();
        onResized();
      }}
      onKeyDown={onKeyDown}
      onBlur={onResized}
    />
  );
}
