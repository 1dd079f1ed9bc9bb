import { HOME, type Route } from '../../stores/route.ts';
import { currentRoute, navigate, useRoute } from '../../stores/router.ts';
import { BoardScreen } from '../board/board-screen.tsx';
import { IssuePane } from '../issue/issue-pane.tsx';
import { IssueListScreen } from '../issue-list/issue-list-screen.tsx';

/** What stands around every screen. */
export function Frame() {
  return (
    <main>
      <Screen route={useRoute()} />
    </main>
  );
}

function Screen({ route }: { readonly route: Route }) {
  switch (route.screen) {
    case 'issues':
      return <IssueListScreen route={route} />;
    case 'board':
      return <BoardScreen route={route} />;
    case 'issue':
      return <IssuePane issueKey={route.issue} onClose={() => navigate(HOME)} alone />;
    default:
      return <p>{currentRoute().screen}</p>;
  }
}
