import { useFeed } from '../../hooks/use-feed.ts';
import { useShortcuts } from '../../keys/shortcuts.tsx';
import { HOME, type Route } from '../../stores/route.ts';
import { navigate } from '../../stores/router.ts';
import { openNewIssue } from '../../stores/ui.ts';
import { openShortcutList } from './open-shortcut-list.ts';

const INBOX: Route = { screen: 'inbox', issue: null, unread: false };
const BOARD: Route = { screen: 'board', project: null, issue: null, query: null };
const IMPORT: Route = { screen: 'manage', part: 'import' };

/** What the native menu asks for, by the names that the host gives. */
const MENU: Readonly<Record<string, () => void>> = {
  'new-issue': openNewIssue,
  'go-inbox': () => navigate(INBOX),
  'go-issues': () => navigate(HOME),
  'go-board': () => navigate(BOARD),
  import: () => navigate(IMPORT),
  keys: openShortcutList,
};

/** The keys that work on every screen, and the entries of the native menu. */
export function useFrameKeys(toggleSidebar: () => void): void {
  useShortcuts([
    { keys: 'c', label: 'New bug', group: 'Everywhere', run: openNewIssue },
    { keys: 'g i', label: 'Go to the inbox', group: 'Everywhere', run: () => navigate(INBOX) },
    { keys: 'g l', label: 'Go to the issues', group: 'Everywhere', run: () => navigate(HOME) },
    { keys: 'g b', label: 'Go to the board', group: 'Everywhere', run: () => navigate(BOARD) },
    {
      keys: 'mod+\\',
      label: 'Show or hide the sidebar',
      group: 'Everywhere',
      run: toggleSidebar,
    },
  ]);
  useFeed((message) => {
    if (message.kind === 'menu') MENU[message.action]?.();
    if (message.kind === 'open') navigate({ screen: 'issue', issue: message.issue });
  });
}
