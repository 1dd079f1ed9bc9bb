import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { IssueRow, MoveShape } from '#protocol/shapes.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { formatCount } from '../../components/format-count.ts';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { usePendingPatches, withPatches } from '../../stores/pending-patches.ts';
import type { Route } from '../../stores/route.ts';
import { navigate } from '../../stores/router.ts';
import { useSession } from '../../stores/session.ts';
import { MoveDialog } from '../board/move-dialog.tsx';
import { ScreenHeader } from '../frame/screen-header.tsx';
import { QueryBox } from '../query-box/query-box.tsx';
import { useQueryText } from '../query-box/use-query-text.ts';
import { ColumnsButton } from './columns-button.tsx';
import { EmptyList } from './empty-list.tsx';
import { type GridControl, IssueGrid } from './issue-grid.tsx';
import styles from './issue-list.module.css';
import { rowAt } from './issue-window.ts';
import { listItems } from './list-items.ts';
import { projectOf } from './project-of-query.ts';
import { withSort } from './query-sort.ts';
import { RowPicker } from './row-picker.tsx';
import type { RowField } from './row-popover.tsx';
import { takeIssue } from './take-issue.ts';
import { useCollapsed } from './use-collapsed.ts';
import { useColumns } from './use-columns.ts';
import { type ListQuestion, useIssueWindow } from './use-issue-window.ts';
import { useListKeys } from './use-list-keys.ts';
import { useProjectName } from './use-project-name.ts';
import { DensityButton, GroupingButton, ViewSwitch } from './view-switch.tsx';
import { WithIssuePane } from './with-issue-pane.tsx';

interface IssueListScreenProps {
  readonly route: Extract<Route, { screen: 'issues' }>;
}

interface Picking {
  readonly issue: IssueRow;
  readonly field: RowField;
  readonly anchor: HTMLElement | null;
}

/** The list of issues, with the open one beside it. */
export function IssueListScreen({ route }: IssueListScreenProps) {
  const { profile } = useSession();
  const query = useQueryText(route.query ?? '', (text) =>
    navigate({ ...route, query: text === '' ? null : text }, 'replace'),
  );
  const [collapsed, toggle] = useCollapsed();
  const { group } = route;
  const question = useMemo<ListQuestion>(
    () => ({ query: query.asked, group, collapsed: group === 'status' ? [...collapsed] : [] }),
    [query.asked, group, collapsed],
  );
  const { window, error, show, reload } = useIssueWindow(question);
  const shownQuestion = useMemo(
    () => (window === undefined ? question : (JSON.parse(window.asked) as ListQuestion)),
    [window, question],
  );
  const items = useMemo(
    () => listItems(window?.total ?? 0, window?.groups ?? [], new Set(shownQuestion.collapsed)),
    [window?.total, window?.groups, shownQuestion],
  );
  const setQuery = (text: string) => query.write(text, null);
  const columns = useColumns(query.asked, (sort) => setQuery(withSort(query.text, sort)));
  const patches = usePendingPatches();
  const control = useRef<GridControl>(null);
  const [picking, setPicking] = useState<Picking | null>(null);
  const [asking, setAsking] = useState<{ readonly issue: IssueRow; readonly move: MoveShape }>();
  const project = projectOf(query.text);
  const title = useProjectName(project) ?? 'Issues';

  const issueOn = (index: number): IssueRow | undefined => {
    const item = items.itemAt(index);
    if (item.kind !== 'issue' || window === undefined) return undefined;
    const row = rowAt(window, item.position);
    return row && withPatches(row, patches);
  };
  const open = (index: number) => {
    const issue = issueOn(index);
    if (issue !== undefined) navigate({ ...route, query: query.text || null, issue: issue.key });
  };
  const lineOf = (index: number) =>
    control.current?.element?.querySelector<HTMLElement>(`[data-index="${index}"]`) ?? null;
  const focusLine = useCallback(() => control.current?.focus.restore(), []);
  const focusIssue = useCallback((key: string) => control.current?.focus.goTo(key), []);
  useFocusAfterClosing(route.issue, focusIssue);
  const onKeyDown = useListKeys({
    control,
    items,
    paneOpen: route.issue !== null,
    picking: picking !== null,
    onOpen: open,
    onPick: (index, field) => {
      const issue = issueOn(index);
      if (issue !== undefined) setPicking({ issue, field, anchor: cellOf(lineOf(index), field) });
    },
    onTake: (index) => {
      const issue = issueOn(index);
      if (issue !== undefined) void takeIssue(issue, profile);
    },
    onToggle: toggle,
  });
  const onClick = (index: number, twice: boolean) => {
    const item = items.itemAt(index);
    if (item.kind === 'group') toggle(item.group.status);
    else if (twice || !isNarrow()) open(index);
  };
  const closePicker = () => setPicking(null);

  return (
    <>
      <ScreenHeader
        title={title}
        aside={window === undefined ? undefined : countWords(window.total)}
      >
        <GroupingButton group={group} onGroup={(next) => navigate({ ...route, group: next })} />
        <ColumnsButton choice={columns.choice} onChoose={columns.choose} />
        <DensityButton />
        <ViewSwitch
          view="list"
          other={{
            screen: 'board',
            project,
            issue: null,
            query: project !== null && query.text === `project:${project}` ? null : query.text,
          }}
        />
      </ScreenHeader>
      <div className={styles.content}>
        <WithIssuePane issueKey={route.issue} onClose={() => navigate({ ...route, issue: null })}>
          <div className={styles.list}>
            <div className={styles.queryRow}>
              <QueryBox
                query={query}
                refusal={error}
                total={window?.total}
                note={noteOf(window)}
                onLeave={() => control.current?.focus.go(control.current.focus.index)}
              />
            </div>
            {window === undefined && error === undefined && <SkeletonRows />}
            {window === undefined && error !== undefined && error.field !== 'query' && (
              <ErrorState title="The list could not be read." onReload={reload}>
                {error.message}
              </ErrorState>
            )}
            {window?.total === 0 && (
              <div className={styles.empty} data-empty="">
                <EmptyList query={shownQuestion.query} onQuery={setQuery} />
              </div>
            )}
            {window !== undefined && window.total > 0 && (
              <IssueGrid
                window={window}
                items={items}
                name={`${shownQuestion.group} ${shownQuestion.query}`}
                table={columns.table}
                onResized={columns.keepWidths}
                openKey={route.issue}
                onShow={show}
                onClick={onClick}
                onKeyDown={onKeyDown}
                control={control}
              />
            )}
          </div>
        </WithIssuePane>
      </div>
      {picking !== null && (
        <RowPicker
          {...picking}
          issue={current(picking.issue)}
          onClose={closePicker}
          finalFocus={() => lineOf(control.current?.focus.index ?? -1)}
          onAsk={(move) => setAsking({ issue: picking.issue, move })}
        />
      )}
      {asking !== undefined && (
        <MoveDialog
          {...asking}
          onEnd={() => {
            setAsking(undefined);
            focusLine();
          }}
        />
      )}
    </>
  );

  function current(issue: IssueRow): IssueRow {
    return withPatches(issue, patches);
  }
}

/** The cell of a field; the key's where the field has none of its own in the list. */
function cellOf(line: HTMLElement | null, field: RowField): HTMLElement | null {
  const cell = (column: string) =>
    line?.querySelector<HTMLElement>(`[data-column="${column}"]`) ?? null;
  return cell(field) ?? cell('key') ?? line;
}

const NARROW = '(max-width: 1179px)';

/** Where an issue opens alone, one click only chooses its line. */
function isNarrow(): boolean {
  return globalThis.matchMedia(NARROW).matches;
}

function countWords(total: number): string {
  return total === 1 ? '1 issue' : `${formatCount(total)} issues`;
}

/** What the answer leaves out, if it does. */
function noteOf(
  window: { readonly capped: boolean; readonly incomplete: boolean } | undefined,
): string | undefined {
  if (window?.incomplete === true) {
    return 'The search index is still being filled, so a search may miss some issues.';
  }
  if (window?.capped === true) {
    return 'Very many issues match, so only the newest of them are ranked. Add a word to narrow it.';
  }
  return undefined;
}

function useFocusAfterClosing(issue: string | null, focus: (closed: string) => void): void {
  const before = useRef(issue);
  useEffect(() => {
    if (before.current !== null && issue === null) focus(before.current);
    before.current = issue;
  }, [issue, focus]);
}
