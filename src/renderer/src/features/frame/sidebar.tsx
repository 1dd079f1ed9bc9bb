import {
  FileUp,
  FolderKanban,
  Inbox,
  List,
  PanelLeft,
  Plus,
  SquareKanban,
  Tag,
  TriangleAlert,
  Users,
} from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { formatCount } from '../../components/format-count.ts';
import { Icon } from '../../components/icon.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { KatydidMark } from '../../components/katydid-mark.tsx';
import { VisuallyHidden } from '../../components/visually-hidden.tsx';
import { useShortcuts } from '../../keys/shortcuts.tsx';
import { HOME, type ManagePart, type Route } from '../../stores/route.ts';
import { useSession } from '../../stores/session.ts';
import { openNewIssue } from '../../stores/ui.ts';
import { NavItem } from './nav-item.tsx';
import { ProjectNav } from './project-nav.tsx';
import styles from './sidebar.module.css';
import { SidebarFoot } from './sidebar-foot.tsx';
import type { SidebarState } from './use-sidebar.ts';

const MANAGE: readonly {
  readonly part: ManagePart;
  readonly label: string;
  readonly icon: typeof Tag;
}[] = [
  { part: 'projects', label: 'Projects', icon: FolderKanban },
  { part: 'people', label: 'People', icon: Users },
  { part: 'severities', label: 'Severities', icon: TriangleAlert },
  { part: 'tags', label: 'Tags', icon: Tag },
  { part: 'import', label: 'Import', icon: FileUp },
];

interface SidebarProps {
  readonly route: Route;
  readonly sidebar: SidebarState;
}

/** Where everything is: new bug, inbox, issues, board, projects, management, the person. */
export function Sidebar({ route, sidebar }: SidebarProps) {
  const { workspace, counts } = useSession();
  const { screen } = route;
  useShortcuts([
    { keys: 'escape', label: 'Hide the sidebar', when: sidebar.over, run: sidebar.leave },
  ]);
  const inProject = screen === 'issues' && /^project:\S+/.test(route.query ?? '');
  return (
    <nav className={styles.sidebar} aria-label="Katydid" id="sidebar">
      <div className={styles.head}>
        <KatydidMark size={22} />
        <span className={styles.workspace} dir="auto" title={workspace?.name}>
          {workspace?.name}
        </span>
        <IconButton
          label="Hide the sidebar"
          icon={PanelLeft}
          keys="mod+\"
          onClick={sidebar.toggle}
        />
      </div>
      <Button
        icon={Plus}
        keys="c"
        id="sidebar-new-bug"
        className={styles.newBug}
        onClick={openNewIssue}
      >
        New bug
      </Button>
      <div className={styles.places}>
        <section className={styles.section} aria-label="Work">
          <NavItem
            icon={<Icon of={Inbox} />}
            label="Inbox"
            keys="g i"
            to={{ screen: 'inbox', issue: null, unread: false }}
            current={screen === 'inbox'}
            onFollow={sidebar.leave}
            count={
              counts.unread === 0 ? undefined : (
                <>
                  {formatCount(counts.unread)}
                  <VisuallyHidden> unread</VisuallyHidden>
                </>
              )
            }
          />
          <NavItem
            icon={<Icon of={List} />}
            label="Issues"
            keys="g l"
            to={HOME}
            current={screen === 'issue' || (screen === 'issues' && !inProject)}
            onFollow={sidebar.leave}
          />
          <NavItem
            icon={<Icon of={SquareKanban} />}
            label="Board"
            keys="g b"
            to={{ screen: 'board', project: null, issue: null, query: null }}
            current={screen === 'board'}
            onFollow={sidebar.leave}
          />
        </section>
        <ProjectNav route={route} onFollow={sidebar.leave} />
        <section className={styles.section} aria-labelledby="sidebar-manage">
          <div className={styles.sectionHead}>
            <h2 id="sidebar-manage" className={styles.heading}>
              Manage
            </h2>
          </div>
          {MANAGE.map(({ part, label, icon }) => (
            <NavItem
              key={part}
              icon={<Icon of={icon} />}
              label={label}
              to={{ screen: 'manage', part }}
              current={screen === 'manage' && route.part === part}
              onFollow={sidebar.leave}
            />
          ))}
        </section>
      </div>
      <SidebarFoot />
    </nav>
  );
}
