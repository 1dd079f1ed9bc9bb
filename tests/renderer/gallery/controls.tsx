import {
  Camera,
  ChevronDown,
  Columns3Cog,
  Copy,
  Ellipsis,
  Eye,
  List,
  Play,
  Search,
  SquareKanban,
  UserPlus,
} from 'lucide-react';
import { useState } from 'react';
import { Button } from '#renderer/components/button.tsx';
import { Checkbox } from '#renderer/components/checkbox.tsx';
import { Icon } from '#renderer/components/icon.tsx';
import { IconButton } from '#renderer/components/icon-button.tsx';
import { Menu } from '#renderer/components/menu.tsx';
import { SegmentedControl } from '#renderer/components/segmented-control.tsx';
import { Select } from '#renderer/components/select.tsx';
import { StatusGlyph } from '#renderer/components/status-glyph.tsx';
import { TextArea } from '#renderer/components/text-area.tsx';
import { TextField } from '#renderer/components/text-field.tsx';
import { useShortcuts } from '#renderer/keys/shortcuts.tsx';
import { Group } from './group.tsx';

export function Controls() {
  return (
    <>
      <Buttons />
      <Inputs />
    </>
  );
}

function Buttons() {
  const [watching, setWatching] = useState(true);
  const [shown, setShown] = useState<'all' | 'comments' | 'changes'>('all');
  const [layout, setLayout] = useState<'list' | 'board'>('list');
  const [done, setDone] = useState('nothing');
  useShortcuts([
    { keys: 'a', label: 'Assign', run: () => setDone('assigned') },
    { keys: 'g b', label: 'Go to the board', group: 'Go', run: () => setDone('board') },
    { keys: ['j', 'arrowdown'], label: 'Next row', run: () => setDone('next') },
    { keys: 'mod+enter', label: 'Save the bug', run: () => setDone('saved') },
    { keys: 'x', label: 'Check the row', when: () => false, run: () => setDone('checked') },
  ]);
  return (
    <Group title="Buttons: primary, default, ghost, danger, icon, shut">
      <div className="line">
        <Button variant="primary" keys="mod+enter">
          Save bug
        </Button>
        <Button keys="a" onClick={() => setDone('assigned')}>
          Assign
        </Button>
        <Button variant="ghost" keys="s">
          Skip
        </Button>
        <output aria-label="What happened">{done}</output>
      </div>
      <div className="line">
        <Button variant="danger">Discard</Button>
        <Button icon={Play}>Start</Button>
        <IconButton variant="default" icon={Camera} label="Capture" keys="mod+shift+c" />
        <MoreMenu onRun={setDone} />
        <IconButton
          icon={Eye}
          label="Watch"
          keys="w"
          pressed={watching}
          onClick={() => setWatching(!watching)}
        />
        <Button variant="danger-primary">Delete 3 issues</Button>
      </div>
      <div className="line">
        <Button shut="Only the reporter or a manager can close.">Close</Button>
        <span>Only the reporter or a manager can close.</span>
      </div>
      <div className="line">
        <SegmentedControl
          label="Show"
          value={shown}
          onChange={setShown}
          segments={[
            { value: 'all', label: 'All' },
            { value: 'comments', label: 'Comments' },
            { value: 'changes', label: 'Changes' },
          ]}
        />
        <Button trailingIcon={ChevronDown}>Group: status</Button>
      </div>
      <div className="line">
        <Button icon={Columns3Cog}>Columns</Button>
        <SegmentedControl
          label="Layout"
          value={layout}
          onChange={setLayout}
          segments={[
            { value: 'list', label: 'List', icon: List },
            { value: 'board', label: 'Board', icon: SquareKanban },
          ]}
        />
      </div>
    </Group>
  );
}

function MoreMenu({ onRun }: { readonly onRun: (what: string) => void }) {
  const [compact, setCompact] = useState(false);
  return (
    <Menu
      trigger={<IconButton icon={Ellipsis} label="More" />}
      sections={[
        {
          id: 'moves',
          items: [
            {
              id: 'start',
              label: 'Start',
              icon: <StatusGlyph category="doing" />,
              keys: 'enter',
              run: () => onRun('started'),
            },
            {
              id: 'take',
              label: 'Take it',
              icon: <Icon of={UserPlus} />,
              keys: 'i',
              run: () => onRun('taken'),
            },
            {
              id: 'duplicate',
              label: 'Duplicate of',
              icon: <Icon of={Copy} />,
              keys: 'd',
              run: () => onRun('duplicate'),
            },
          ],
        },
        {
          id: 'shut',
          items: [
            {
              id: 'decline',
              label: 'Decline',
              shut: 'Managers and admins only',
              run: () => onRun('declined'),
            },
            {
              id: 'compact',
              label: 'Compact rows',
              checked: compact,
              run: () => setCompact(!compact),
            },
            { id: 'delete', label: 'Delete', danger: true, run: () => onRun('deleted') },
          ],
        },
      ]}
    />
  );
}

const SEVERITIES = [
  { value: 'major', label: 'Major' },
  { value: 'minor', label: 'Minor' },
  { value: 'blocker', label: 'Blocker', shut: 'Managers and admins only' },
] as const;

function Inputs() {
  const [name, setName] = useState('');
  const [device, setDevice] = useState('Pixel 8');
  const [steps, setSteps] = useState('');
  const [query, setQuery] = useState('severty:major');
  const [severity, setSeverity] = useState<'major' | 'minor' | 'blocker'>('major');
  const [checked, setChecked] = useState(true);
  const [other, setOther] = useState(false);
  return (
    <Group title="Inputs: rest, refused, query with a mistake">
      <div className="pair">
        <TextField label="Due date" placeholder="Due date" value={name} onChange={setName} />
        <TextField label="Device" aside="optional" value={device} onChange={setDevice} />
      </div>
      <div className="stack">
        <TextArea
          label="Steps to reproduce"
          value={steps}
          onChange={setSteps}
          minRows={1}
          error={steps === '' ? 'Steps to reproduce is empty. Write at least one step.' : undefined}
        />
        <TextField
          label="Query"
          labelHidden
          icon={Search}
          mono
          value={query}
          onChange={setQuery}
          error="No field “severty” at character 1. Did you mean severity?"
        />
        <Select
          label="Severity of the bug"
          value={severity}
          onChange={setSeverity}
          options={SEVERITIES}
        />
      </div>
      <div className="line">
        <Checkbox label="Checked" checked={checked} onChange={setChecked} />
        <Checkbox label="Not checked" checked={other} onChange={setOther} />
        <Checkbox label="Some" checked="some" onChange={setChecked} />
        <Checkbox label="Shut" checked={false} onChange={setOther} shut="Till is archived." />
      </div>
    </Group>
  );
}
