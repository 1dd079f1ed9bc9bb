import { projectKeyFor } from '#domain/import/project-key.ts';
import type { ProjectShape } from '#protocol/shapes.ts';
import { execute } from '../../commands.ts';
import { Notice } from '../../components/notice.tsx';
import { SegmentedControl } from '../../components/segmented-control.tsx';
import { Select } from '../../components/select.tsx';
import { TextArea } from '../../components/text-area.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useCall } from '../../hooks/use-call.ts';
import { newId } from '../../new-id.ts';
import { FormDialog } from './form-dialog.tsx';
import styles from './manage.module.css';
import { MembersChoice } from './members-choice.tsx';
import {
  creationOf,
  DEFAULT_WORKFLOW,
  editsOf,
  statesToLeave,
  valuesOf,
  workflowOf,
} from './project-edits.ts';
import { useForm } from './use-form.ts';

const VISIBILITY_SEGMENTS = [
  { value: 'public', label: 'Public' },
  { value: 'private', label: 'Private' },
] as const;

const PLACED = ['key', 'name', 'description', 'members'];
const NONE_TAKEN: ReadonlySet<string> = new Set();

interface ProjectDialogProps {
  /** null: a new one. */
  readonly project: ProjectShape | null;
  readonly onClose: () => void;
}

/** A project: what it is called, who sees it, which workflow it follows. */
export function ProjectDialog({ project, onClose }: ProjectDialogProps) {
  const form = useForm(valuesOf(project), PLACED);
  const { values, change } = form;
  const { value: listed } = useCall('workflows.list', {});
  const workflows = listed?.workflows ?? [];
  const key =
    values.key ?? (values.name.trim() === '' ? '' : projectKeyFor(values.name, NONE_TAKEN));
  const shut = project?.mayChange.reason ?? (project?.archived ? ARCHIVED : undefined);
  const keyIsFixed = project !== null && project.issueCount > 0;

  const next = workflowOf(values.workflow, workflows);
  const leaving =
    project === null || project.issueCount === 0
      ? []
      : statesToLeave(workflowOf(valuesOf(project).workflow, workflows), next);
  const homeless = leaving.find(({ name }) => values.moves[name] === undefined);

  const save = async () => {
    const commands =
      project === null ? [creationOf(newId(), key, values)] : editsOf(project, values);
    const saved =
      commands.length === 0 || (await form.submit(() => execute(commands, { atomic: true })));
    if (saved) onClose();
  };

  return (
    <FormDialog
      title={project === null ? 'New project' : `Edit ${project.name}`}
      saveLabel={project === null ? 'Create project' : 'Save'}
      width={560}
      shut={
        shut ??
        (homeless === undefined ? undefined : `Choose where the issues in ${homeless.label} go.`)
      }
      error={form.error}
      onSave={() => void save()}
      onClose={onClose}
    >
      {shut !== undefined && <Notice>{shut}</Notice>}
      <TextField
        label="Name"
        value={values.name}
        readOnly={shut !== undefined}
        error={form.errorOf('name')}
        onChange={(name) => change({ name })}
      />
      <TextField
        label="Key"
        mono
        value={key}
        readOnly={shut !== undefined || keyIsFixed}
        error={form.errorOf('key')}
        hint={
          keyIsFixed
            ? 'The key is fixed, since issues have been named with it.'
            : `Issues are named by it: ${key === '' ? 'PAY' : key}-1.`
        }
        onChange={(text) => change({ key: text.toUpperCase() })}
      />
      <TextArea
        label="Description"
        aside="not needed"
        value={values.description}
        readOnly={shut !== undefined}
        minRows={2}
        maxRows={8}
        error={form.errorOf('description')}
        onChange={(description) => change({ description })}
      />
      {shut === undefined && (
        <>
          <div className={styles.line}>
            <SegmentedControl
              label="Who sees it"
              value={values.visibility}
              segments={VISIBILITY_SEGMENTS}
              onChange={(visibility) => change({ visibility })}
            />
            <span className={styles.about}>
              {values.visibility === 'public'
                ? 'Everybody in the workspace sees it.'
                : 'Its members and admins see it; to others it does not exist.'}
            </span>
          </div>
          <MembersChoice
            members={values.members}
            error={form.errorOf('members')}
            onChange={(members) => change({ members })}
          />
          <Select
            label="Workflow"
            value={values.workflow}
            onChange={(workflow) => change({ workflow, moves: {} })}
            options={[
              {
                value: DEFAULT_WORKFLOW,
                label: `The workspace’s own (${workflows.find(({ isDefault }) => isDefault)?.name ?? ''})`,
              },
              ...workflows.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          {leaving.map((state) => (
            <Select
              key={state.name}
              label={`Issues in ${state.label} go to`}
              value={values.moves[state.name] ?? null}
              onChange={(to) => change({ moves: { ...values.moves, [state.name]: to } })}
              options={(next?.states ?? []).map(({ name, label }) => ({ value: name, label }))}
            />
          ))}
        </>
      )}
    </FormDialog>
  );
}

const ARCHIVED = 'It is archived. Unarchive it to change anything in it.';
