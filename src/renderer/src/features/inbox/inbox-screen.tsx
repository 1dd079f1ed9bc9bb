import { CheckCheck } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { NotificationShape } from '#protocol/shapes.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { formatCount } from '../../components/format-count.ts';
import { LongList } from '../../components/long-list.tsx';
import { SegmentedControl } from '../../components/segmented-control.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { SplitView } from '../../components/split-view.tsx';
import { useNow } from '../../components/use-now.ts';
import { useIssueAlone } from '../../hooks/use-media-query.ts';
import { useRowKeys } from '../../hooks/use-row-keys.ts';
import { useShortcuts } from '../../keys/shortcuts.tsx';
import { formatRoute, type Route } from '../../stores/route.ts';
import { navigate } from '../../stores/router.ts';
import { refreshSession, useSession } from '../../stores/session.ts';
import { ScreenHeader } from '../frame/screen-header.tsx';
import { IssuePane } from '../issue/issue-pane.tsx';
import { dayHeading } from './day-heading.ts';
import styles from './inbox-screen.module.css';
import { NotificationRow } from './notification-row.tsx';
import { useInbox } from './use-inbox.ts';

const ROW_PX = 58;
const HEADING_PX = 28;

const SHOW = [
  { value: 'all', label: 'All' },
  { value: 'unread', label: 'Unread' },
] as const;

/** What happened to the issues that one follows, newest first, with the issue beside it. */
export function InboxScreen({ route }: { readonly route: Extract<Route, { screen: 'inbox' }> }) {
  const { counts } = useSession();
  const inbox = useInbox(route.unread);
  const alone = useIssueAlone();
  const now = useNow();
  const scroller = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<string>();
  const { list } = inbox;
  const rows = useRowKeys(list.total ?? 0, scroller);
  const current = list.rowAt(rows.current);

  const open = (notification: NotificationShape) => {
    inbox.markRead(notification);
    setOpened(notification.id);
    const { key } = notification.issue;
    navigate(alone ? { screen: 'issue', issue: key } : { ...route, issue: key });
  };
  const close = () => navigate({ ...route, issue: null });
  const readAllShut = counts.unread === 0 ? 'Everything is read.' : undefined;
  useShortcuts([
    {
      keys: 'e',
      label: 'Mark read',
      when: current !== undefined,
      run: () => current && inbox.markRead(current),
    },
    {
      keys: 'shift+e',
      label: 'Mark all read',
      when: readAllShut === undefined,
      run: inbox.markAllRead,
    },
    { keys: 'escape', label: 'Close the issue', when: route.issue !== null, run: close },
  ]);
  // A window that became too narrow for both shows the issue alone.
  useEffect(() => {
    if (alone && route.issue !== null) {
      navigate({ screen: 'issue', issue: route.issue }, 'replace');
    }
  }, [alone, route.issue]);

  const headingAt = (index: number): string | undefined => {
    const at = list.rowAt(index)?.createdAt;
    if (at === undefined) return undefined;
    const heading = dayHeading(Date.parse(at), now);
    const before = index === 0 ? undefined : list.rowAt(index - 1)?.createdAt;
    return before !== undefined && dayHeading(Date.parse(before), now) === heading
      ? undefined
      : heading;
  };

  const content =
    list.error !== undefined && list.total === undefined ? (
      <ErrorState title="The inbox could not be read." onReload={() => void refreshSession()}>
        {list.error.message}
      </ErrorState>
    ) : list.total === undefined ? (
      <SkeletonRows />
    ) : list.total === 0 ? (
      <EmptyState title={route.unread ? 'Everything is read' : 'Nothing new'}>
        What others do to the bugs that you reported, watch or work on appears here.
      </EmptyState>
    ) : (
      <LongList
        label="Notifications"
        scroller={scroller}
        count={list.total}
        rowHeight={(index) => ROW_PX + (headingAt(index) === undefined ? 0 : HEADING_PX)}
        heights={list}
        current={rows.current}
        onShow={list.show}
        row={(index) => {
          const notification = list.rowAt(index);
          return notification === undefined ? null : (
            <NotificationRow
              notification={notification}
              heading={headingAt(index)}
              isRead={inbox.isRead(notification)}
              isOpen={route.issue !== null && notification.id === opened}
              href={formatRoute({ ...route, issue: notification.issue.key })}
              onOpen={() => open(notification)}
              rowProps={rows.rowProps(index)}
            />
          );
        }}
      />
    );

  return (
    <>
      <ScreenHeader
        title="Inbox"
        aside={counts.unread === 0 ? undefined : `${formatCount(counts.unread)} unread`}
      >
        <SegmentedControl
          label="Show"
          value={route.unread ? 'unread' : 'all'}
          segments={SHOW}
          onChange={(show) => navigate({ ...route, unread: show === 'unread' }, 'replace')}
        />
        <Button icon={CheckCheck} keys="shift+e" shut={readAllShut} onClick={inbox.markAllRead}>
          Mark all read
        </Button>
      </ScreenHeader>
      <div className={styles.body}>
        <SplitView
          label="Width of the issue"
          pane={
            route.issue === null || alone ? null : (
              <IssuePane key={route.issue} issueKey={route.issue} onClose={close} alone={false} />
            )
          }
        >
          <div className={styles.list}>{content}</div>
        </SplitView>
      </div>
    </>
  );
}
