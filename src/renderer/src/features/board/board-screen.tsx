import { useEffect, useMemo, useRef, useState } from 'react';
import type { IssueRow } from '#protocol/shapes.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { useCall } from '../../hooks/use-call.ts';
import { useNarrowWindow } from '../../hooks/use-media-query.ts';
import { usePendingPatches, withPatches } from '../../stores/pending-patches.ts';
import type { Route } from '../../stores/route.ts';
import { navigate } from '../../stores/router.ts';
import { useSession } from '../../stores/session.ts';
import { ScreenHeader } from '../frame/screen-header.tsx';
import { projectOf } from '../issue-list/project-of-query.ts';
import { RowPicker } from '../issue-list/row-picker.tsx';
import type { RowField } from '../issue-list/row-popover.tsx';
import { takeIssue } from '../issue-list/take-issue.ts';
import { useProjectName } from '../issue-list/use-project-name.ts';
import { ViewSwitch } from '../issue-list/view-switch.tsx';
import { WithIssuePane } from '../issue-list/with-issue-pane.tsx';
import { QueryBox } from '../query-box/query-box.tsx';
import { useQueryText } from '../query-box/use-query-text.ts';
import { arrangeBoard } from './arrange-board.ts';
import styles from './board.module.css';
import { BoardColumns } from './board-columns.tsx';
import { boardTitle } from './board-title.ts';
import { EmptyBoard } from './empty-board.tsx';
import { NoProject } from './no-project.tsx';
import { ProjectSwitch } from './project-switch.tsx';
import { useBoard } from './use-board.ts';
import { useBoardKeys } from './use-board-keys.ts';
import { useCardMove } from './use-card-move.ts';
import { useChosenProject } from './use-chosen-project.ts';

/** How many severities a workspace starts with: the shapes until the list has been read. */
const FIRST_SEVERITIES = 5;

interface BoardScreenProps {
  readonly route: Extract<Route, { screen: 'board' }>;
}

interface Picking {
  readonly issue: IssueRow;
  readonly field: RowField;
  readonly anchor: HTMLElement | null;
}

/** Issues as cards, one column a state. */
export function BoardScreen({ route }: BoardScreenProps) {
  const { profile } = useSession();
  const choice = useChosenProject(route);
  const usual = route.project === null ? '' : usualQuery(route.project);
  const query = useQueryText(route.query ?? usual, (text) => {
    const project = projectOf(text);
    const isUsual = project !== null && text === usualQuery(project);
    navigate({ ...route, project, query: isUsual ? null : text }, 'replace');
  });
  const { board, error, show, reload } = useBoard(choice === 'chosen' ? query.asked : null);
  const patches = usePendingPatches();
  const columns = useMemo(() => {
    if (board === undefined) return [];
    return arrangeBoard(board, patches.size === 0 ? null : (row) => withPatches(row, patches));
  }, [board, patches]);
  const severities = useCall('severities.list', {}).value?.severities.length ?? FIRST_SEVERITIES;
  const frame = useRef<HTMLElement>(null);
  const wantCard = useRef<(issue: string) => void>(() => undefined);
  const moving = useCardMove(columns, (issue) => wantCard.current(issue));
  const [picking, setPicking] = useState<Picking | null>(null);
  const open = (issue: IssueRow) => navigate({ ...route, issue: issue.key });
  const cardOf = ({ id }: IssueRow) =>
    frame.current?.querySelector<HTMLElement>(`[data-card="${CSS.escape(id)}"]`) ?? null;
  const keys = useBoardKeys({
    columns,
    frame,
    moving,
    paneOpen: route.issue !== null,
    onOpen: open,
    onPick: (issue, field) => setPicking({ issue, field, anchor: cardOf(issue) }),
    onTake: (issue) => void takeIssue(issue, profile),
  });
  useEffect(() => {
    wantCard.current = keys.want;
  });
  const narrow = useNarrowWindow();
  const project = projectOf(query.text);
  const name = useProjectName(project);
  const title = boardTitle(query.text, name);
  const isEmpty = columns.length > 0 && columns.every(({ count }) => count === 0);
  const isPlain = board !== undefined && project !== null && board.query === usualQuery(project);

  const queryBox = (
    <QueryBox
      query={query}
      refusal={error}
      floating={!narrow}
      note={
        board?.incomplete === true
          ? 'The search index is still being filled, so a search may miss some issues.'
          : undefined
      }
      onLeave={keys.enter}
    />
  );

  return (
    <>
      <ScreenHeader
        title={title}
        aside={board === undefined ? undefined : `Board, workflow “${board.workflow}”`}
      >
        {!narrow && <div className={styles.query}>{queryBox}</div>}
        <ProjectSwitch project={project} title={title} />
        <ViewSwitch
          view="board"
          other={{ screen: 'issues', issue: null, query: query.text || null, group: 'status' }}
        />
      </ScreenHeader>
      {narrow && <div className={styles.queryRow}>{queryBox}</div>}
      <div className={styles.content}>
        <WithIssuePane
          issueKey={route.issue}
          onClose={() => {
            navigate({ ...route, issue: null });
            keys.enter();
          }}
        >
          {choice === 'none' && <NoProject />}
          {board === undefined && error !== undefined && error.field !== 'query' && (
            <ErrorState title="The board could not be read." onReload={reload}>
              {error.message}
            </ErrorState>
          )}
          {board !== undefined && (
            <div className={styles.room}>
              <BoardColumns
                columns={columns}
                query={board.query}
                moving={moving}
                keys={keys}
                frame={frame}
                severities={severities}
                openKey={route.issue}
                onOpen={open}
                onShow={show}
              />
              {isEmpty && (
                <EmptyBoard
                  query={board.query}
                  project={isPlain ? name : undefined}
                  onQuery={(text) => query.write(text, null)}
                />
              )}
            </div>
          )}
        </WithIssuePane>
      </div>
      {picking !== null && (
        <RowPicker
          {...picking}
          issue={withPatches(picking.issue, patches)}
          onClose={() => setPicking(null)}
          finalFocus={() => cardOf(picking.issue)}
          onAsk={() => undefined}
        />
      )}
    </>
  );
}

/** The query of a project's board, which stays unsaid in the address. */
function usualQuery(project: string): string {
  return `project:${project}`;
}
