import {
  Archive,
  ArchiveRestore,
  Ellipsis,
  List,
  Lock,
  Pencil,
  Plus,
  Search,
  SquareKanban,
} from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { ProjectId } from '#domain/ids.ts';
import type { ProjectShape } from '#protocol/shapes.ts';
import { call } from '../../api.ts';
import { command, runCommands } from '../../commands.ts';
import { Button } from '../../components/button.tsx';
import { Checkbox } from '../../components/checkbox.tsx';
import { Chip } from '../../components/chip.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { formatCount } from '../../components/format-count.ts';
import { Icon } from '../../components/icon.tsx';
import { LongList } from '../../components/long-list.tsx';
import { Menu } from '../../components/menu.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useRowPages } from '../../hooks/use-row-pages.ts';
import { navigate } from '../../stores/router.ts';
import { useSession } from '../../stores/session.ts';
import { useUi } from '../../stores/ui.ts';
import { KeySign } from '../frame/nav-item.tsx';
import { ScreenHeader } from '../frame/screen-header.tsx';
import { countOf } from './count-of.ts';
import styles from './manage.module.css';
import { ProjectDialog } from './project-dialog.tsx';

const ROW_PX = 44;

/** The projects: create, edit, members, workflow, archive. */
export function ProjectsScreen() {
  const { may } = useSession();
  const [text, setText] = useState('');
  const [archived, setArchived] = useState(false);
  const [edited, setEdited] = useState<ProjectShape | 'new'>();
  const read = useCallback(
    async (offset: number, count: number) => {
      const result = await call('projects.list', { text, archived, offset, count });
      if (!result.ok) return result;
      const { total, projects } = result.value;
      return { ok: true, value: { total, rows: projects } } as const;
    },
    [text, archived],
  );
  const list = useRowPages('projects.list', read);
  const asked = useUi((state) => state.newProject);
  useEffect(() => {
    if (!asked) return;
    useUi.setState({ newProject: false });
    setEdited('new');
  }, [asked]);
  const newProject = (
    <Button
      variant="primary"
      icon={Plus}
      shut={may.createProject.reason ?? undefined}
      onClick={() => setEdited('new')}
    >
      New project
    </Button>
  );

  return (
    <>
      <ScreenHeader
        title="Projects"
        aside={list.total === undefined ? undefined : formatCount(list.total)}
      >
        {newProject}
      </ScreenHeader>
      <div className={styles.tools}>
        <div className={styles.search}>
          <TextField
            label="Find a project"
            labelHidden
            icon={Search}
            placeholder="Key or name"
            value={text}
            onChange={setText}
          />
        </div>
        <Checkbox label="Archived too" checked={archived} onChange={setArchived} />
      </div>
      {list.total === 0 ? (
        <EmptyState
          title={text === '' ? 'No projects yet' : `No project holds “${text}”`}
          action={text === '' ? newProject : undefined}
        >
          {text === ''
            ? 'A project has a key, such as PAY, which its issues are named by.'
            : undefined}
        </EmptyState>
      ) : (
        <LongList
          label="Projects"
          count={list.total ?? 0}
          rowHeight={ROW_PX}
          onShow={list.show}
          row={(index) => {
            const project = list.rowAt(index);
            return project === undefined ? null : (
              <ProjectRow project={project} onEdit={() => setEdited(project)} />
            );
          }}
        />
      )}
      {edited !== undefined && (
        <ProjectDialog
          project={edited === 'new' ? null : edited}
          onClose={() => setEdited(undefined)}
        />
      )}
    </>
  );
}

interface ProjectRowProps {
  readonly project: ProjectShape;
  readonly onEdit: () => void;
}

function ProjectRow({ project, onEdit }: ProjectRowProps) {
  const { id, key, name, archived, visibility, workflow, openCount, issueCount, mayChange } =
    project;
  const withShut = mayChange.reason === null ? {} : { shut: mayChange.reason };
  const setArchived = (name: 'project.archive' | 'project.unarchive') =>
    void runCommands([command(name, { id: id as ProjectId })]);
  return (
    <div className={styles.row} data-off={archived ? '' : undefined}>
      <button type="button" className={styles.main} onClick={onEdit}>
        <KeySign>{key}</KeySign>
        <span className={styles.name} dir="auto">
          {name}
        </span>
        <span className={styles.about} dir="auto">
          {project.description}
        </span>
      </button>
      {visibility === 'private' && <Chip icon={<Icon of={Lock} size={12} />}>Private</Chip>}
      {archived && <Chip>Archived</Chip>}
      <span className={styles.fact}>{workflow.name}</span>
      <span className={`${styles.fact} ${styles.count}`} title={countOf(issueCount, 'issue')}>
        {formatCount(openCount)} open
      </span>
      <Menu
        align="end"
        trigger={
          <Button variant="ghost" icon={Ellipsis} iconOnly aria-label={`More for ${name}`} />
        }
        sections={[
          {
            id: 'go',
            items: [
              {
                id: 'list',
                label: 'Show its issues',
                icon: <Icon of={List} />,
                run: () =>
                  navigate({
                    screen: 'issues',
                    issue: null,
                    query: `project:${key}`,
                    group: 'status',
                  }),
              },
              {
                id: 'board',
                label: 'Show its board',
                icon: <Icon of={SquareKanban} />,
                run: () => navigate({ screen: 'board', project: key, issue: null, query: null }),
              },
            ],
          },
          {
            id: 'change',
            items: [
              { id: 'edit', label: 'Edit', icon: <Icon of={Pencil} />, run: onEdit },
              archived
                ? {
                    id: 'unarchive',
                    label: 'Unarchive',
                    icon: <Icon of={ArchiveRestore} />,
                    ...withShut,
                    run: () => setArchived('project.unarchive'),
                  }
                : {
                    id: 'archive',
                    label: 'Archive',
                    icon: <Icon of={Archive} />,
                    ...withShut,
                    run: () => setArchived('project.archive'),
                  },
            ],
          },
        ]}
      />
    </div>
  );
}
