import { UserPlus, X } from 'lucide-react';
import { useId } from 'react';
import { call } from '../../api.ts';
import { Avatar } from '../../components/avatar.tsx';
import { Button } from '../../components/button.tsx';
import { Chip, ChipRow } from '../../components/chip.tsx';
import { FieldError } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import type { PickerItem } from '../../components/picker-item.ts';
import { PickerPopover } from '../../components/picker-popover.tsx';
import { countOf } from './count-of.ts';
import styles from './manage.module.css';

const FOUND = 30;
/** How many are listed by name; of more the number is said. */
const NAMED = 24;

interface Member {
  readonly id: string;
  readonly name: string;
}

interface MembersChoiceProps {
  readonly members: readonly Member[];
  readonly error: string | undefined;
  readonly onChange: (members: readonly Member[]) => void;
}

/** Who belongs to a project. */
export function MembersChoice({ members, error, onChange }: MembersChoiceProps) {
  const errorId = useId();
  const without = (id: string) => members.filter((member) => member.id !== id);
  const toggle = ({ id, label }: PickerItem) => {
    const fewer = without(id);
    onChange(fewer.length < members.length ? fewer : [...members, { id, name: label }]);
  };
  return (
    <fieldset aria-describedby={errorId}>
      <legend className={styles.legend}>Members</legend>
      <ChipRow>
        {members.slice(0, NAMED).map((member) => (
          <Chip key={member.id} icon={<Avatar person={member} decorative />}>
            {member.name}
            <button
              type="button"
              className={styles.remove}
              aria-label={`Remove ${member.name}`}
              onClick={() => onChange(without(member.id))}
            >
              <Icon of={X} size={12} />
            </button>
          </Chip>
        ))}
        {members.length > NAMED && <span>and {countOf(members.length - NAMED, 'other')}</span>}
        <PickerPopover
          label="Members"
          items={findPeople}
          multiple
          selected={members.map(({ id }) => id)}
          onChoose={toggle}
          trigger={<Button icon={UserPlus}>Add</Button>}
        />
      </ChipRow>
      <FieldError id={errorId} error={error} />
    </fieldset>
  );
}

async function findPeople(text: string): Promise<readonly PickerItem[]> {
  const result = await call('people.search', { text, offset: 0, count: FOUND });
  return (result.ok ? result.value.people : []).map((person) => ({
    id: person.id,
    label: person.name,
    detail: person.username,
    icon: <Avatar person={person} decorative />,
    ...(person.blocked ? { shut: `${person.name} is blocked. Unblock them first.` } : {}),
  }));
}
