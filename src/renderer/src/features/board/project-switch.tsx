import { ChevronDown } from 'lucide-react';
import { call } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { type PickerItem, PickerPopover } from '../../components/picker-popover.tsx';
import { navigate } from '../../stores/router.ts';
import { useRecentProjects } from '../frame/use-recent-projects.ts';

const FOUND = 50;

async function findProjects(text: string): Promise<readonly PickerItem[]> {
  const found = await call('projects.list', { text, archived: false, offset: 0, count: FOUND });
  const projects = found.ok ? found.value.projects : [];
  return projects.map(({ key, name }) => ({ id: key, label: name, detail: key }));
}

/** Which project the board shows. */
export function ProjectSwitch({ project }: { readonly project: string | null }) {
  const [, use] = useRecentProjects();
  return (
    <PickerPopover
      label="Project"
      align="end"
      trigger={
        <Button trailingIcon={ChevronDown} aria-label={`Project: ${project ?? 'several'}`}>
          {project ?? 'Project'}
        </Button>
      }
      items={findProjects}
      selected={project === null ? [] : [project]}
      placeholder="A project"
      emptyText="No project has these words."
      onChoose={({ id }) => {
        use(id);
        navigate({ screen: 'board', project: id, issue: null, query: null });
      }}
    />
  );
}
