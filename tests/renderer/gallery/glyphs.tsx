import { Smartphone } from 'lucide-react';
import { FIRST_SEVERITIES } from '#domain/severity/severity.ts';
import { Avatar } from '#renderer/components/avatar.tsx';
import { Chip, ChipRow, EnvironmentChip } from '#renderer/components/chip.tsx';
import { Icon } from '#renderer/components/icon.tsx';
import { KeyCaps } from '#renderer/components/key-caps.tsx';
import { LeafGlyph } from '#renderer/components/leaf-glyph.tsx';
import { PriorityGlyph } from '#renderer/components/priority-glyph.tsx';
import { SeverityGlyph } from '#renderer/components/severity-glyph.tsx';
import { StatusGlyph } from '#renderer/components/status-glyph.tsx';
import { TagChip } from '#renderer/components/tag-chip.tsx';
import { Group } from './group.tsx';

const STATES = [
  ['todo', 'Open'],
  ['doing', 'In progress'],
  ['done', 'Resolved'],
  ['closed', 'Closed'],
] as const;

const PEOPLE = [
  ['1', 'Ana Lindqvist'],
  ['2', 'Li Wen'],
  ['3', 'Tomás Rey'],
  ['4', 'Mina Okafor'],
  ['5', 'Jonas Brandt'],
  ['6', '李文'],
  ['7', 'نور الهدى'],
] as const;

/** A list of another length, with colours that are too light for one theme or the other. */
const OWN = ['#ffe600', '#202020', '#ff7ab8', '#9fd8ff', '#808080', '#1f6f3f', '#ffffff'] as const;

export function Glyphs() {
  return (
    <>
      <Group title="Severity: shape and colour">
        <ChipRow>
          {FIRST_SEVERITIES.map(({ level, colour }, i) => (
            <Chip key={level} icon={<SeverityGlyph rank={i + 1} count={5} colour={colour} />}>
              {level}
            </Chip>
          ))}
        </ChipRow>
      </Group>
      <Group title="Seven severities with own colours">
        <ChipRow>
          {OWN.map((colour, i) => (
            <SeverityGlyph
              key={colour}
              rank={i + 1}
              count={OWN.length}
              colour={colour}
              label={`Level ${i + 1}`}
            />
          ))}
        </ChipRow>
      </Group>
      <Group title="Status: a ring that fills">
        <ChipRow>
          {STATES.map(([category, name]) => (
            <Chip key={category} icon={<StatusGlyph category={category} />}>
              {name}
            </Chip>
          ))}
        </ChipRow>
      </Group>
      <Group title="Priority: bars, no colour">
        <ChipRow>
          {(['critical', 'high', 'medium', 'low'] as const).map((priority) => (
            <Chip key={priority} icon={<PriorityGlyph priority={priority} />}>
              {priority}
            </Chip>
          ))}
        </ChipRow>
      </Group>
      <Group title="Tags, environment, people">
        <div className="stack">
          <ChipRow>
            <TagChip name="refunds" colour="#b43d08" />
            <TagChip name="a11y" colour="#2f6fed" onRemove={() => undefined} />
            <TagChip name="release-4.18" colour="#fff7a8" />
            <TagChip name="עברית" colour="#5d52b4" />
            <TagChip name="bare" colour="#105e92" bare />
          </ChipRow>
          <ChipRow>
            <EnvironmentChip
              name="device"
              value="Pixel 8"
              icon={<Icon of={Smartphone} size={12} />}
            />
            <EnvironmentChip name="os" value="Android 15" />
            <EnvironmentChip name="build" value={'long-'.repeat(30)} />
          </ChipRow>
          <div className="line">
            {PEOPLE.map(([id, name]) => (
              <Avatar key={id} person={{ id, name }} size={24} />
            ))}
            <Avatar person={null} size={24} />
            <Avatar person={{ id: '8', name: 'Priya Raman' }} />
            <Avatar person={null} /> Unassigned
          </div>
          <div className="line">
            <LeafGlyph /> Saved here
          </div>
        </div>
      </Group>
      <Group title="Keyboard hints">
        <div className="line">
          <KeyCaps keys="mod+k" /> palette <KeyCaps keys="/" /> search <KeyCaps keys="?" /> all keys
        </div>
        <div className="line">
          <KeyCaps keys="g b" /> board <KeyCaps keys="arrowup" /> <KeyCaps keys="arrowdown" /> move
        </div>
      </Group>
    </>
  );
}
