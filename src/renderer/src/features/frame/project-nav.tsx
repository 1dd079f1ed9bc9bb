import { FolderKanban, Plus } from 'lucide-react';
import { useMemo } from 'react';
import { Icon } from '../../components/icon.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { useCall } from '../../hooks/use-call.ts';
import type { Route } from '../../stores/route.ts';
import { navigate } from '../../stores/router.ts';
import { useSession } from '../../stores/session.ts';
import { useUi } from '../../stores/ui.ts';
import { KeySign, NavItem } from './nav-item.tsx';
import { byUse } from './project-order.ts';
import styles from './sidebar.module.css';
import { useRecentProjects } from './use-recent-projects.ts';

/** How many stand in the sidebar; the rest are one press away. */
const SHOWN = 6;
const READ = 200;

interface ProjectNavProps {
  readonly route: Route;
  readonly onFollow: () => void;
}

/** The projects that the person uses most. */
export function ProjectNav({ route, onFollow }: ProjectNavProps) {
  const { may } = useSession();
  const [recent, use] = useRecentProjects();
  const { value } = useCall('projects.list', { text: '', archived: false, offset: 0, count: READ });
  const shown = useMemo(
    () => byUse(value?.projects ?? [], recent).slice(0, SHOWN),
    [value, recent],
  );
  const all: Route = { screen: 'manage', part: 'projects' };
  return (
    <section className={styles.section} aria-labelledby="sidebar-projects">
      <div className={styles.sectionHead}>
        <h2 id="sidebar-projects" className={styles.heading}>
          Projects
        </h2>
        <IconButton
          label="New project"
          icon={Plus}
          className={styles.add}
          shut={may.createProject.reason ?? undefined}
          onClick={() => {
            navigate(all);
            useUi.setState({ newProject: true, sidebarOver: false });
          }}
        />
      </div>
      {shown.map(({ key, name }) => (
        <NavItem
          key={key}
          icon={<KeySign>{key}</KeySign>}
          label={name}
          to={listOf(key)}
          current={isListOf(route, key)}
          onFollow={() => {
            use(key);
            onFollow();
          }}
        />
      ))}
      {value !== undefined && value.total > shown.length && (
        <NavItem
          icon={<Icon of={FolderKanban} />}
          label="All projects"
          to={all}
          current={false}
          count={<span className={styles.quiet}>{value.total}</span>}
          onFollow={onFollow}
        />
      )}
    </section>
  );
}

function listOf(key: string): Route {
  return { screen: 'issues', issue: null, query: `project:${key}`, group: 'status' };
}

/** Whether the list shows this project: its query begins with it. */
export function isListOf(route: Route, key: string): boolean {
  return route.screen === 'issues' && route.query?.split(' ')[0] === `project:${key}`;
}
