import { HOME, type Route } from '../../stores/route.ts';
import { navigate } from '../../stores/router.ts';
import { BoardScreen } from '../board/board-screen.tsx';
import { ImportScreen } from '../import/import-screen.tsx';
import { InboxScreen } from '../inbox/inbox-screen.tsx';
import { IssuePane } from '../issue/issue-pane.tsx';
import { IssueListScreen } from '../issue-list/issue-list-screen.tsx';
import { PeopleScreen } from '../manage/people-screen.tsx';
import { ProjectsScreen } from '../manage/projects-screen.tsx';
import { SeveritiesScreen } from '../manage/severities-screen.tsx';
import { TagsScreen } from '../manage/tags-screen.tsx';

/** The screen of a route. */
export function Screen({ route }: { readonly route: Route }) {
  switch (route.screen) {
    case 'issues':
      return <IssueListScreen route={route} />;
    case 'board':
      return <BoardScreen route={route} />;
    case 'inbox':
      return <InboxScreen route={route} />;
    case 'issue':
      return (
        <IssuePane key={route.issue} issueKey={route.issue} onClose={() => navigate(HOME)} alone />
      );
    case 'manage':
      return MANAGE_SCREENS[route.part];
  }
}

const MANAGE_SCREENS = {
  projects: <ProjectsScreen />,
  people: <PeopleScreen />,
  severities: <SeveritiesScreen />,
  tags: <TagsScreen />,
  import: <ImportScreen />,
} as const;
