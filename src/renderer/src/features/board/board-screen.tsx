import { monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter';
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element';
import { useEffect, useId, useMemo, useRef } from 'react';
import type { Rejection } from '#domain/rejection.ts';
import type { IssueRow } from '#protocol/shapes.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { VisuallyHidden } from '../../components/visually-hidden.tsx';
import { useCall } from '../../hooks/use-call.ts';
import { useNarrowWindow } from '../../hooks/use-media-query.ts';
import { usePendingPatches } from '../../stores/pending-patches.ts';
import type { Route } from '../../stores/route.ts';
import { navigate } from '../../stores/router.ts';
import { ScreenHeader } from '../frame/screen-header.tsx';
import { projectOf } from '../issue-list/project-of-query.ts';
import { useProjectName } from '../issue-list/use-project-name.ts';
import { ViewSwitch } from '../issue-list/view-switch.tsx';
import { WithIssuePane } from '../issue-list/with-issue-pane.tsx';
import { QueryBox } from '../query-box/query-box.tsx';
import { useQueryText } from '../query-box/use-query-text.ts';
import { arrangeBoard } from './arrange-board.ts';
import styles from './board.module.css';
import { BoardColumn } from './board-column.tsx';
import { MoveBar } from './move-bar.tsx';
import { NoProject } from './no-project.tsx';
import { ProjectSwitch } from './project-switch.tsx';
import { useBoard } from './use-board.ts';
import { useBoardKeys } from './use-board-keys.ts';
import { type CardMoving, useCardMove } from './use-card-move.ts';
import { useChosenProject } from './use-chosen-project.ts';

interface BoardScreenProps {
  readonly route: Extract<Route, { screen: 'board' }>;
}

/** A project's issues as cards, one column a state. */
export function BoardScreen({ route }: BoardScreenProps) {
  const choice = useChosenProject(route);
  const usual = route.project === null ? '' : `project:${route.project}`;
  const query = useQueryText(route.query ?? usual, (text) => {
    const project = projectOf(text);
    const isUsual = project !== null && text === `project:${project}`;
    navigate({ ...route, project, query: isUsual ? null : text }, 'replace');
  });
  const { board, error, show, reload } = useBoard(choice === 'chosen' ? query.asked : null);
  const patches = usePendingPatches();
  const columns = useMemo(
    () => (board === undefined ? [] : arrangeBoard(board, patches)),
    [board, patches],
  );
  const severities = useCall('severities.list', {}).value?.severities.length ?? 5;
  const frame = useRef<HTMLDivElement>(null);
  const wantCard = useRef<(issue: string) => void>(() => undefined);
  const moving = useCardMove(columns, (issue) => wantCard.current(issue));
  const open = (issue: IssueRow) => navigate({ ...route, query: route.query, issue: issue.key });
  const keys = useBoardKeys(columns, frame, moving, open);
  useEffect(() => {
    wantCard.current = keys.want;
  });
  useDragging(moving, frame);
  const narrow = useNarrowWindow();
  const project = projectOf(query.text);
  const title = useProjectName(project) ?? 'Board';
  const describedBy = useId();
  const showCards = useRef((status: string, first: number, last: number) =>
    show(status, { first, last }),
  ).current;

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
      onLeave={() => {
        const column = columns.find(({ count }) => count > 0);
        const card = column?.cardAt(Math.max(0, keys.tabStopOf(column)));
        if (card !== undefined) keys.want(card.id);
      }}
    />
  );

  return (
    <>
      <ScreenHeader
        title={title}
        aside={board === undefined ? undefined : `Board, workflow “${board.workflow}”`}
      >
        {!narrow && <div className={styles.query}>{queryBox}</div>}
        <ProjectSwitch project={project} />
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
            const row = columns.flatMap((column) => cardOf(column, route.issue))[0];
            navigate({ ...route, issue: null });
            if (row !== undefined) keys.want(row.id);
          }}
        >
          {choice === 'none' && <NoProject />}
          {board === undefined && error !== undefined && (
            <BoardError error={error} onReload={reload} />
          )}
          {board !== undefined && (
            // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the cards, which take the focus.
            <div
              ref={frame}
              className={styles.board}
              data-columns={columns.length}
              onKeyDown={keys.onKeyDown}
              onFocus={({ target }) => {
                if (target.dataset.card !== undefined) keys.note(target.dataset.card);
              }}
              onClick={({ target }) => {
                const card =
                  target instanceof Element && target.closest<HTMLElement>('[data-card]');
                const id = card ? card.dataset.card : undefined;
                const column = columns.find((one) => id !== undefined && one.indexOf(id) !== -1);
                const issue = id === undefined ? undefined : column?.cardAt(column.indexOf(id));
                if (issue !== undefined && moving.card.phase === 'rest') open(issue);
              }}
            >
              {columns.map((column) => (
                <BoardColumn
                  key={column.status}
                  column={column}
                  part={moving.part(column.status)}
                  moving={moving}
                  severities={severities}
                  tabStop={keys.tabStopOf(column)}
                  openKey={route.issue}
                  describedBy={describedBy}
                  onShow={showCards}
                />
              ))}
            </div>
          )}
        </WithIssuePane>
        {moving.card.phase === 'held' && <MoveBar issueKey={moving.card.held.issue.key} />}
      </div>
      <VisuallyHidden id={describedBy}>
        Enter opens it. Space or M lifts it, so that the arrow keys can move it.
      </VisuallyHidden>
    </>
  );
}

function cardOf(
  column: ReturnType<typeof arrangeBoard>[number],
  key: string | null,
): readonly IssueRow[] {
  for (let index = 0; index < column.count; index += 1) {
    const card = column.cardAt(index);
    if (card === undefined) return [];
    if (card.key === key) return [card];
  }
  return [];
}

function BoardError({
  error,
  onReload,
}: {
  readonly error: Rejection;
  readonly onReload: () => void;
}) {
  if (error.field === 'query') return null;
  return (
    <ErrorState title="The board could not be read." onReload={onReload}>
      {error.message}
    </ErrorState>
  );
}

/** Hears what the mouse drags, wherever on the board. */
function useDragging(moving: CardMoving, frame: { readonly current: HTMLElement | null }): void {
  const latest = useRef(moving);
  useEffect(() => {
    latest.current = moving;
  });
  const hasFrame = frame.current !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the frame comes with the first board.
  useEffect(() => {
    const overOf = (targets: readonly { readonly data: Record<string | symbol, unknown> }[]) => {
      const status = targets[0]?.data.status;
      return typeof status === 'string' ? status : null;
    };
    return combine(
      monitorForElements({
        onDragStart: ({ source }) => latest.current.lift(source.data.issue as IssueRow, 'mouse'),
        onDropTargetChange: ({ location }) =>
          latest.current.holdOver(overOf(location.current.dropTargets)),
        onDrop: ({ location }) => {
          latest.current.holdOver(overOf(location.current.dropTargets));
          latest.current.drop();
        },
      }),
      frame.current === null ? () => undefined : autoScrollForElements({ element: frame.current }),
    );
  }, [hasFrame]);
}
