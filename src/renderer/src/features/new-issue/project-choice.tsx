import { ChevronDown } from 'lucide-react';
import { useMemo } from 'react';
import { ISSUE_TYPES, type IssueType } from '#domain/issue/issue.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { PickerPopover } from '../../components/picker-popover.tsx';
import { SegmentedControl } from '../../components/segmented-control.tsx';
import { VisuallyHidden } from '../../components/visually-hidden.tsx';
import { navigate } from '../../stores/router.ts';
import { useUi } from '../../stores/ui.ts';
import { KeySign } from '../frame/nav-item.tsx';
import styles from './new-issue-dialog.module.css';
import type { NewIssue } from './use-new-issue.ts';

const TYPE_LABELS: Readonly<Record<IssueType, string>> = { bug: 'Bug', task: 'Task' };
const TYPES = ISSUE_TYPES.map((value) => ({ value, label: TYPE_LABELS[value] }));

function createProject(): void {
  navigate({ screen: 'manage', part: 'projects' });
  useUi.setState({ newIssue: false, newProject: true });
}

/** Where it goes and what it is. The project that was used last is chosen already. */
export function ProjectChoice({ issue }: { readonly issue: NewIssue }) {
  const { draft, project, projects } = issue;
  const items = useMemo(
    () =>
      projects.map(({ id, key, name, mayCreateIssue }) => ({
        id,
        label: name,
        detail: key,
        icon: <KeySign>{key}</KeySign>,
        ...(mayCreateIssue.reason === null ? {} : { shut: mayCreateIssue.reason }),
      })),
    [projects],
  );
  if (issue.ready && project === undefined) {
    return (
      <Notice
        kind="warn"
        title="There is no project yet."
        actions={<Button onClick={createProject}>New project</Button>}
      >
        Create one; what you write here is kept.
      </Notice>
    );
  }
  return (
    <div className={styles.place}>
      <PickerPopover
        label="Project"
        items={items}
        selected={project === undefined ? [] : [project.id]}
        onChoose={({ id }) => issue.change({ project: id, assignee: null })}
        trigger={
          <Button trailingIcon={ChevronDown}>
            <span className={styles.chosen}>
              <VisuallyHidden>Project:</VisuallyHidden>
              {project !== undefined && <KeySign>{project.key}</KeySign>}
              <span className={styles.cut} dir="auto">
                {project?.name}
              </span>
            </span>
          </Button>
        }
      />
      <SegmentedControl
        label="Type"
        value={draft.type}
        segments={TYPES}
        onChange={(type) => issue.change({ type })}
      />
    </div>
  );
}
