import { ChevronDown } from 'lucide-react';
import { call } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { type PickerItem, PickerPopover } from '../../components/picker-popover.tsx';
import { navigate } from '../../stores/router.ts';
import { useRecentProjects } from '../frame/use-recent-projects.ts';

const FOUND = 50;

const ALL: PickerItem = { id: 'all', label: 'All projects' };

async function findProjects(text: string): Promise<readonly PickerItem[]> {
  const found = await call('projects.list', { text, archived: false, offset: 0, count: FOUND });
  const projects = found.ok ? found.value.projects : [];
  const items = projects.map(({ key, name }) => ({ id: key, label: name, detail: key }));
  return text.trim() === '' ? [ALL, ...items] : items;
}

interface ProjectSwitchProps {
  /** The key of the one project that the board shows, if it shows one. */
  readonly project: string | null;
  /** What the board is called. */
  readonly title: string;
}

/** Which project the board shows. */
export function ProjectSwitch({ project, title }: ProjectSwitchProps) {
  const [, use] = useRecentProjects();
  return (
    <PickerPopover
      label="Project"
      align="end"
      trigger={
        <Button trailingIcon={ChevronDown} aria-label={`Project: ${project ?? title}`}>
          {project ?? 'Project'}
        </Button>
      }
      items={findProjects}
      selected={project === null ? [] : [project]}
      placeholder="A project"
      emptyText="No project has these words."
      onChoose={({ id }) => {
        if (id === ALL.id) {
          navigate({ screen: 'board', project: null, issue: null, query: '' });
          return;
        }
        use(id);
        navigate({ screen: 'board', project: id, issue: null, query: null });
      }}
    />
  );
}
