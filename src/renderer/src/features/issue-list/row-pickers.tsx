import { useMemo } from 'react';
import { PRIORITIES, type Priority } from '#domain/issue/issue.ts';
import { call } from '../../api.ts';
import { command } from '../../commands.ts';
import { Avatar } from '../../components/avatar.tsx';
import type { PickerItem } from '../../components/picker-popover.tsx';
import { PriorityGlyph } from '../../components/priority-glyph.tsx';
import { SeverityGlyph } from '../../components/severity-glyph.tsx';
import { StatusGlyph } from '../../components/status-glyph.tsx';
import { ColourDot } from '../../components/tag-chip.tsx';
import { useCall } from '../../hooks/use-call.ts';
import { newId } from '../../new-id.ts';
import { useSession } from '../../stores/session.ts';
import { asksNothing, questionsOf } from '../issue/moves.ts';
import { PRIORITY_WORDS } from '../issue/words.ts';
import { changeIssue } from './change-issue.ts';
import { type OpenPickerProps, RowPopover, reasonOf } from './row-popover.tsx';

const FOUND = 50;

export function SeverityPicker(props: OpenPickerProps) {
  const { issue } = props;
  const { value } = useCall('severities.list', {});
  const severities = value?.severities ?? [];
  return (
    <RowPopover
      {...props}
      selected={[issue.severity.id]}
      items={severities.map(({ id, level, rank, colour }) => ({
        id,
        label: level,
        icon: <SeverityGlyph rank={rank} count={severities.length} colour={colour} />,
      }))}
      onChoose={({ id }) => {
        const severity = severities.find((one) => one.id === id);
        if (severity === undefined || id === issue.severity.id) return;
        const edit = {
          issue: issue.id,
          field: 'severity',
          from: issue.severity.id,
          to: id,
        } as const;
        void changeIssue(issue, { severity }, [command('issue.edit', edit)]);
      }}
    />
  );
}

export function PriorityPicker(props: OpenPickerProps) {
  const { issue } = props;
  return (
    <RowPopover
      {...props}
      selected={[issue.priority]}
      items={PRIORITIES.toReversed().map((priority) => ({
        id: priority,
        label: PRIORITY_WORDS[priority],
        icon: <PriorityGlyph priority={priority} />,
      }))}
      onChoose={({ id }) => {
        const to = id as Priority;
        if (to === issue.priority) return;
        const edit = { issue: issue.id, field: 'priority', from: issue.priority, to } as const;
        void changeIssue(issue, { priority: to }, [command('issue.edit', edit)]);
      }}
    />
  );
}

const NOBODY = 'nobody';

export function AssigneePicker(props: OpenPickerProps) {
  const { issue, view } = props;
  const { profile } = useSession();
  const project = view.issue.project.id;
  const { assign, take, unassign } = view.may;
  const shutForOthers = reasonOf(assign) ?? undefined;
  const shutForMe = reasonOf(take) ?? undefined;
  const shutForNobody = reasonOf(unassign) ?? undefined;
  const search = useMemo(
    () => async (text: string) => {
      const found = await call('people.search', { text, project, offset: 0, count: FOUND });
      const people = found.ok ? found.value.people : [];
      const items: PickerItem[] = people.map((person) => ({
        id: person.id,
        label: person.name,
        detail: person.username,
        icon: <Avatar person={person} decorative />,
        shut: person.id === profile.id ? shutForMe : shutForOthers,
      }));
      if (text.trim() !== '') return items;
      const nobody = {
        id: NOBODY,
        label: 'Nobody',
        icon: <Avatar person={null} decorative />,
        shut: shutForNobody,
      };
      const mine = items.filter(({ id }) => id === profile.id);
      return [...mine, nobody, ...items.filter(({ id }) => id !== profile.id)];
    },
    [project, profile.id, shutForMe, shutForOthers, shutForNobody],
  );
  return (
    <RowPopover
      {...props}
      selected={[issue.assignee?.id ?? NOBODY]}
      items={search}
      onChoose={({ id, label, detail = '' }) => {
        if (id === NOBODY) {
          const unassigned = command('issue.unassign', { issue: issue.id });
          void changeIssue(issue, { assignee: null }, [unassigned]);
          return;
        }
        const assigned = command('issue.assign', { issue: issue.id, assignee: id });
        const assignee = { id, name: label, username: detail };
        void changeIssue(issue, { assignee }, [assigned]);
      }}
    />
  );
}

/** What a tag that is made while tagging is painted with; its colour can be chosen later. */
const NEW_TAG_COLOUR = '#6b7280';

export function TagsPicker(props: OpenPickerProps) {
  const { issue, view } = props;
  const chosen = view.issue.tags;
  const search = useMemo(
    () => async (text: string) => {
      const found = await call('tags.search', { text, offset: 0, count: FOUND });
      const tags = found.ok ? found.value.tags : [];
      return tags.map(({ id, name, colour }) => ({
        id,
        label: name,
        keywords: colour,
        icon: <ColourDot colour={colour} />,
      }));
    },
    [],
  );
  const turn = ({ id, label, keywords = NEW_TAG_COLOUR }: PickerItem) => {
    const args = { issue: issue.id, tag: id };
    if (chosen.some((tag) => tag.id === id)) {
      const tags = chosen.filter((tag) => tag.id !== id);
      void changeIssue(issue, { tags }, [command('issue.untag', args)]);
    } else {
      const tags = [...chosen, { id, name: label, colour: keywords }];
      void changeIssue(issue, { tags }, [command('issue.tag', args)]);
    }
  };
  const create = (name: string) => {
    const id = newId();
    const tags = [...chosen, { id, name, colour: NEW_TAG_COLOUR }];
    void changeIssue(issue, { tags }, [
      command('tag.create', { id, name, colour: NEW_TAG_COLOUR }),
      command('issue.tag', { issue: issue.id, tag: id }),
    ]);
  };
  return (
    <RowPopover
      {...props}
      multiple
      selected={chosen.map(({ id }) => id)}
      items={search}
      onChoose={turn}
      {...(view.may.createTag.open ? { create: { label: 'Create tag', run: create } } : {})}
    />
  );
}

export function MovePicker(props: OpenPickerProps) {
  const { issue, view, onAsk } = props;
  return (
    <RowPopover
      {...props}
      items={view.moves.map((move) => ({
        id: move.to,
        label: move.open ? (move.name ?? move.label) : move.label,
        detail: move.open ? `to ${move.label}` : undefined,
        keywords: move.label,
        icon: <StatusGlyph category={move.category} />,
        shut: move.open ? undefined : (move.reason ?? 'It cannot be moved there now.'),
      }))}
      onChoose={({ id }) => {
        const move = view.moves.find(({ to }) => to === id);
        if (move === undefined) return;
        if (!asksNothing(questionsOf(move, view.issue))) return onAsk(move);
        const { to, label, category } = move;
        const args = { issue: issue.id, from: view.issue.status, to };
        const status = { name: to, label, category };
        void changeIssue(issue, { status }, [command('issue.transition', args)]);
      }}
    />
  );
}
