import {
  type ColumnSizingState,
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  type Updater,
  useTable,
} from '@tanstack/react-table';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { IssueRow } from '#protocol/shapes.ts';
import { useSession } from '../../stores/session.ts';
import { saveSetting } from '../../stores/settings.ts';
import {
  COLUMN_IDS,
  type ColumnChoice,
  type ColumnId,
  readColumns,
  writeColumns,
} from './column-setting.ts';
import { ISSUE_COLUMNS } from './issue-columns.tsx';
import { type SortBy, sortOf } from './query-sort.ts';

const SETTING = 'listColumns';

const features = tableFeatures({
  columnOrderingFeature,
  columnVisibilityFeature,
  columnSizingFeature,
  columnResizingFeature,
  rowSortingFeature,
});
const helper = createColumnHelper<typeof features, IssueRow>();
const columns = helper.columns(
  COLUMN_IDS.map((id) => {
    const { label, width, sort, fallingFirst } = ISSUE_COLUMNS[id];
    // The table sorts only by what has a value; here the query sorts, and the cell shows.
    return helper.accessor((issue) => issue.id, {
      id,
      header: label,
      size: width,
      minSize: Math.min(width, 48),
      maxSize: 600,
      enableSorting: sort !== undefined,
      enableResizing: id !== 'title',
      sortDescFirst: fallingFirst ?? false,
    });
  }),
);
/** The rows are read by position and never held as a whole: the table models columns and order. */
const NO_ROWS: IssueRow[] = [];

export type ColumnTable = ReturnType<typeof useColumns>['table'];

/**
 * The columns of the list: which, in what order, how wide, and by which it is sorted. The order of
 * the rows is part of the query, where `onSort` puts it.
 */
export function useColumns(query: string, onSort: (sort: readonly SortBy[]) => void) {
  const setting = useSession().settings[SETTING];
  const choice = useMemo(() => readColumns(setting), [setting]);
  const choose = useCallback(
    (change: Partial<ColumnChoice>) =>
      void saveSetting(SETTING, writeColumns({ ...choice, ...change })),
    [choice],
  );
  const sorting = useMemo(() => sortingOf(query), [query]);
  // While a column is being resized its width is kept here, and in the setting once it is let go.
  const [live, setLive] = useState<ColumnSizingState>();
  const newest = useRef<ColumnSizingState>(undefined);
  const table = useTable({
    features,
    columns,
    data: NO_ROWS,
    manualSorting: true,
    enableSortingRemoval: true,
    maxMultiSortColCount: 3,
    columnResizeMode: 'onChange',
    state: {
      columnOrder: [...choice.order],
      columnVisibility: Object.fromEntries(COLUMN_IDS.map((id) => [id, choice.shown.has(id)])),
      columnSizing: live ?? choice.widths,
      sorting,
    },
    onSortingChange: (updater) => onSort(sortFrom(updated(updater, sorting))),
    onColumnSizingChange: (updater) => {
      newest.current = updated(updater, newest.current ?? choice.widths);
      setLive(newest.current);
    },
  });
  const keepWidths = () => {
    if (newest.current === undefined) return;
    choose({ widths: newest.current });
    newest.current = undefined;
    setLive(undefined);
  };
  return { table, choice, choose, keepWidths };
}

function updated<T>(updater: Updater<T>, before: T): T {
  return typeof updater === 'function' ? (updater as (before: T) => T)(before) : updater;
}

function sortingOf(query: string): SortingState {
  return sortOf(query).flatMap(({ field, falling }) => {
    const id = COLUMN_IDS.find((column) => ISSUE_COLUMNS[column].sort === field);
    return id === undefined ? [] : [{ id, desc: falling }];
  });
}

function sortFrom(sorting: SortingState): readonly SortBy[] {
  return sorting.flatMap(({ id, desc }) => {
    const field = ISSUE_COLUMNS[id as ColumnId].sort;
    return field === undefined ? [] : [{ field, falling: desc }];
  });
}
