import { useState } from 'react';
import { Avatar } from '#renderer/components/avatar.tsx';
import { Button } from '#renderer/components/button.tsx';
import { InlineSelect } from '#renderer/components/inline-select.tsx';
import { InlineText } from '#renderer/components/inline-text.tsx';
import { InlineTextArea } from '#renderer/components/inline-text-area.tsx';
import { type PickerItem, PickerPopover } from '#renderer/components/picker-popover.tsx';
import { PriorityGlyph } from '#renderer/components/priority-glyph.tsx';
import { useShortcuts } from '#renderer/keys/shortcuts.tsx';
import { Group } from './group.tsx';

export function Fields() {
  return (
    <>
      <InPlace />
      <Pickers />
    </>
  );
}

const PRIORITIES = (['low', 'medium', 'high'] as const).map((priority) => ({
  value: priority,
  label: priority,
  icon: <PriorityGlyph priority={priority} />,
}));

function InPlace() {
  const [title, setTitle] = useState('Refund is sent twice');
  const [steps, setSteps] = useState('1. Open a paid order.\n2. Tap **Retry**.');
  const [priority, setPriority] = useState<'low' | 'medium' | 'high'>('high');
  useShortcuts([
    { keys: 'mod+e', label: 'Rename it as somebody else', run: () => setTitle('Sent thrice') },
  ]);
  return (
    <Group title="Fields in place">
      <div className="stack">
        <h3>
          <InlineText
            label="Title"
            value={title}
            onSave={async (text, from) => {
              if (from !== title) return `Mina has changed it to “${title}”.`;
              if (text.trim() === '') return 'The title is empty. Write what happens.';
              setTitle(text);
            }}
          />
        </h3>
        <InlineTextArea
          label="Steps to reproduce"
          value={steps}
          onSave={async (text) => {
            if (text === '') return 'Steps to reproduce is empty. Write at least one step.';
            setSteps(text);
          }}
        />
        <InlineText
          label="Fixed in"
          value=""
          placeholder="Add the version"
          onSave={async () => undefined}
        />
        <InlineText
          label="Key"
          value="PAY"
          shut="The key is fixed once the project has an issue."
          onSave={async () => undefined}
        />
        <InlineSelect
          label="Priority"
          value={priority}
          options={PRIORITIES}
          onSave={async (next) => {
            if (next === 'low') return 'Only managers can lower it to low.';
            setPriority(next);
          }}
        />
      </div>
    </Group>
  );
}

const PEOPLE: readonly PickerItem[] = [
  ['ana', 'Ana Lindqvist'],
  ['li', 'Li Wen'],
  ['mina', 'Mina Okafor'],
  ['tomas', 'Tomás Rey'],
].map(([id = '', name = '']) => ({
  id,
  label: name,
  detail: `@${id}`,
  icon: <Avatar person={{ id, name }} decorative />,
  ...(id === 'mina' ? { shut: 'Mina does not see this project.' } : {}),
}));

const TAGS: readonly PickerItem[] = ['refunds', 'release-4.18', 'security'].map((tag) => ({
  id: tag,
  label: tag,
}));

/** A search that answers later, as the engine does. */
async function findTags(query: string): Promise<readonly PickerItem[]> {
  await new Promise((resolve) => setTimeout(resolve, 20));
  return TAGS.filter(({ label }) => label.includes(query));
}

function Pickers() {
  const [assignee, setAssignee] = useState<string>('ana');
  const [tags, setTags] = useState<readonly string[]>(['refunds']);
  const person = PEOPLE.find(({ id }) => id === assignee);
  return (
    <Group title="Pickers">
      <div className="line">
        <PickerPopover
          label="Assignee"
          trigger={<Button>{person?.label}</Button>}
          items={PEOPLE}
          selected={[assignee]}
          onChoose={({ id }) => setAssignee(id)}
        />
        <PickerPopover
          label="Tags"
          trigger={<Button>Tags: {tags.join(', ')}</Button>}
          items={findTags}
          selected={tags}
          multiple
          onChoose={({ id }) =>
            setTags(tags.includes(id) ? tags.filter((tag) => tag !== id) : [...tags, id])
          }
          create={{ label: 'Create tag', run: (name) => setTags([...tags, name]) }}
        />
      </div>
    </Group>
  );
}
