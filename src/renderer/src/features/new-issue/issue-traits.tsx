import { Tag as TagIcon, UserRound } from 'lucide-react';
import { useCallback, useMemo } from 'react';
import type { TagId } from '#domain/ids.ts';
import { PRIORITIES, type Priority } from '#domain/issue/issue.ts';
import { call } from '../../api.ts';
import { command, runCommands } from '../../commands.ts';
import { Avatar } from '../../components/avatar.tsx';
import { Button } from '../../components/button.tsx';
import { ChipRow } from '../../components/chip.tsx';
import type { PickerItem } from '../../components/picker-item.ts';
import { PickerPopover } from '../../components/picker-popover.tsx';
import { PriorityGlyph } from '../../components/priority-glyph.tsx';
import { SeverityGlyph } from '../../components/severity-glyph.tsx';
import { ColourDot, TagChip } from '../../components/tag-chip.tsx';
import { newId } from '../../new-id.ts';
import { useSession } from '../../stores/session.ts';
import { colourFor } from '../manage/tag-colours.ts';
import styles from './new-issue-dialog.module.css';
import type { NewIssue } from './use-new-issue.ts';

const NOBODY = 'nobody';
const FOUND = 30;

const PRIORITY_LABELS: Readonly<Record<Priority, string>> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
};
const PRIORITY_ITEMS = PRIORITIES.toReversed().map((priority) => ({
  id: priority,
  label: PRIORITY_LABELS[priority],
  icon: <PriorityGlyph priority={priority} />,
}));

/** Severity, priority, assignee and tags, each in one small button. */
export function IssueTraits({ issue }: { readonly issue: NewIssue }) {
  return (
    <>
      <ChipRow>
        <SeverityChoice issue={issue} />
        <PickerPopover
          label="Priority"
          items={PRIORITY_ITEMS}
          selected={[issue.draft.priority]}
          onChoose={({ id }) => issue.change({ priority: id as Priority })}
          trigger={
            <Button aria-label={`Priority: ${PRIORITY_LABELS[issue.draft.priority]}`}>
              <span className={styles.chosen}>
                <PriorityGlyph priority={issue.draft.priority} />
                {PRIORITY_LABELS[issue.draft.priority]}
              </span>
            </Button>
          }
        />
        <AssigneeChoice issue={issue} />
        <TagChoice issue={issue} />
      </ChipRow>
      {issue.draft.tags.length > 0 && (
        <ChipRow>
          {issue.draft.tags.map((tag) => (
            <TagChip
              key={tag.id}
              name={tag.name}
              colour={tag.colour}
              onRemove={() =>
                issue.change({ tags: issue.draft.tags.filter(({ id }) => id !== tag.id) })
              }
            />
          ))}
        </ChipRow>
      )}
    </>
  );
}

function SeverityChoice({ issue }: { readonly issue: NewIssue }) {
  const { severities, severity } = issue;
  const items = useMemo(
    () =>
      severities.map(({ id, level, rank, colour, description }) => ({
        id,
        label: level,
        detail: description,
        icon: <SeverityGlyph rank={rank} count={severities.length} colour={colour} />,
      })),
    [severities],
  );
  if (severity === undefined) return null;
  return (
    <PickerPopover
      label="Severity"
      items={items}
      selected={[severity.id]}
      onChoose={({ id }) => issue.change({ severity: id })}
      trigger={
        <Button aria-label={`Severity: ${severity.level}`}>
          <span className={styles.chosen}>
            <SeverityGlyph
              rank={severity.rank}
              count={severities.length}
              colour={severity.colour}
            />
            {severity.level}
          </span>
        </Button>
      }
    />
  );
}

function AssigneeChoice({ issue }: { readonly issue: NewIssue }) {
  const { profile } = useSession();
  const { project } = issue;
  const find = useCallback(
    async (text: string): Promise<readonly PickerItem[]> => {
      if (project === undefined) return [];
      const input = { text, project: project.id, offset: 0, count: FOUND };
      const result = await call('people.search', input);
      const people = result.ok ? result.value.people : [];
      const own = people.filter(({ id }) => id === profile.id);
      const items = [...own, ...people.filter(({ id }) => id !== profile.id)].map((person) => ({
        id: person.id,
        label: person.name,
        detail: person.id === profile.id ? 'you' : person.username,
        icon: <Avatar person={person} decorative />,
      }));
      const nobody = { id: NOBODY, label: 'Nobody', icon: <Avatar person={null} decorative /> };
      return text.trim() === '' ? [nobody, ...items] : items;
    },
    [project, profile.id],
  );
  const { assignee } = issue.draft;
  return (
    <PickerPopover
      label="Assignee"
      items={find}
      selected={[assignee?.id ?? NOBODY]}
      onChoose={({ id, label }) =>
        issue.change({ assignee: id === NOBODY ? null : { id, name: label } })
      }
      trigger={
        <Button
          icon={assignee === null ? UserRound : undefined}
          aria-label={assignee === null ? 'Assignee' : `Assignee: ${assignee.name}`}
        >
          <span className={styles.chosen}>
            {assignee !== null && <Avatar person={assignee} decorative />}
            <span className={styles.cut} dir="auto">
              {assignee?.name ?? 'Assignee'}
            </span>
          </span>
        </Button>
      }
    />
  );
}

async function findTags(text: string): Promise<readonly PickerItem[]> {
  const result = await call('tags.search', { text, offset: 0, count: FOUND });
  return (result.ok ? result.value.tags : []).map(({ id, name, colour }) => ({
    id,
    label: name,
    // The colour comes along for the chip.
    keywords: colour,
    icon: <ColourDot colour={colour} />,
  }));
}

function TagChoice({ issue }: { readonly issue: NewIssue }) {
  const { may } = useSession();
  const { tags } = issue.draft;
  const create = async (name: string) => {
    const tag = { id: newId(), name, colour: colourFor(name) };
    const [outcome] = await runCommands([command('tag.create', { ...tag, id: tag.id as TagId })]);
    if (outcome?.outcome === 'accepted') issue.change({ tags: [...tags, tag] });
  };
  const toggle = ({ id, label, keywords = '#888888' }: PickerItem) => {
    const without = tags.filter((tag) => tag.id !== id);
    const tag = { id, name: label, colour: keywords };
    issue.change({ tags: without.length < tags.length ? without : [...tags, tag] });
  };
  return (
    <PickerPopover
      label="Tags"
      items={findTags}
      multiple
      selected={tags.map(({ id }) => id)}
      onChoose={toggle}
      trigger={<Button icon={TagIcon}>Tags</Button>}
      {...(may.createTag.open
        ? { create: { label: 'Create tag', run: (name: string) => void create(name) } }
        : {})}
    />
  );
}
