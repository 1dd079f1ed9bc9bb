import { Ellipsis, KeyRound, Search, UserPlus, UserRoundCheck, UserRoundX } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { UserId } from '#domain/ids.ts';
import type { UserShape } from '#protocol/shapes.ts';
import { call } from '../../api.ts';
import { command, runCommands } from '../../commands.ts';
import { Avatar } from '../../components/avatar.tsx';
import { Button } from '../../components/button.tsx';
import { Chip } from '../../components/chip.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { formatCount } from '../../components/format-count.ts';
import { Icon } from '../../components/icon.tsx';
import { LongList } from '../../components/long-list.tsx';
import { Menu } from '../../components/menu.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useRowPages } from '../../hooks/use-row-pages.ts';
import { useSession } from '../../stores/session.ts';
import { ScreenHeader } from '../frame/screen-header.tsx';
import styles from './manage.module.css';
import { PasswordOfDialog } from './password-of-dialog.tsx';
import { PersonDialog } from './person-dialog.tsx';
import { ROLE_LABELS } from './role-labels.ts';

const ROW_PX = 44;

/** Everybody in the workspace: find, add, rename, give a role, block. */
export function PeopleScreen() {
  const { may } = useSession();
  const [text, setText] = useState('');
  const [edited, setEdited] = useState<UserShape | 'new'>();
  const [password, setPassword] = useState<UserShape>();
  const [blocked, setBlocked] = useState<UserShape>();
  const read = useCallback(
    async (offset: number, count: number) => {
      const result = await call('people.search', { text, offset, count });
      if (!result.ok) return result;
      return { ok: true, value: { total: result.value.total, rows: result.value.people } } as const;
    },
    [text],
  );
  const list = useRowPages('people.search', read);

  return (
    <>
      <ScreenHeader
        title="People"
        aside={list.total === undefined ? undefined : formatCount(list.total)}
      >
        <Button
          variant="primary"
          icon={UserPlus}
          shut={may.managePeople.reason ?? undefined}
          onClick={() => setEdited('new')}
        >
          Add a person
        </Button>
      </ScreenHeader>
      <div className={styles.tools}>
        <div className={styles.search}>
          <TextField
            label="Find a person"
            labelHidden
            icon={Search}
            placeholder="Name or username"
            value={text}
            onChange={setText}
          />
        </div>
      </div>
      {list.total === 0 ? (
        <EmptyState title={`Nobody is called “${text}” here`} />
      ) : (
        <LongList
          label="People"
          count={list.total ?? 0}
          rowHeight={ROW_PX}
          onShow={list.show}
          row={(index) => {
            const person = list.rowAt(index);
            return person === undefined ? null : (
              <PersonRow
                person={person}
                onEdit={() => setEdited(person)}
                onPassword={() => setPassword(person)}
                onBlock={() => setBlocked(person)}
              />
            );
          }}
        />
      )}
      {edited !== undefined && (
        <PersonDialog
          person={edited === 'new' ? null : edited}
          onClose={() => setEdited(undefined)}
        />
      )}
      {password !== undefined && (
        <PasswordOfDialog person={password} onClose={() => setPassword(undefined)} />
      )}
      <ConfirmDialog
        open={blocked !== undefined}
        onOpenChange={(open) => !open && setBlocked(undefined)}
        title={`Block ${blocked?.name ?? ''}?`}
        message="They cannot enter or be given work. What they wrote stays, and they can be let in again."
        confirmLabel="Block"
        cancelLabel="Leave as it is"
        danger
        onConfirm={() => {
          if (blocked !== undefined) {
            void runCommands([command('user.block', { id: blocked.id as UserId })]);
          }
        }}
      />
    </>
  );
}

interface PersonRowProps {
  readonly person: UserShape;
  readonly onEdit: () => void;
  readonly onPassword: () => void;
  readonly onBlock: () => void;
}

function PersonRow({ person, onEdit, onPassword, onBlock }: PersonRowProps) {
  const { may, profile } = useSession();
  const isSelf = person.id === profile.id;
  const shut = may.managePeople.reason ?? undefined;
  const withShut = (reason: string | undefined) => (reason === undefined ? {} : { shut: reason });
  return (
    <div className={styles.row} data-off={person.blocked ? '' : undefined}>
      <button type="button" className={styles.main} onClick={onEdit}>
        <Avatar person={person} size={24} decorative />
        <span className={styles.name} dir="auto">
          {person.name}
        </span>
        <span className={styles.about}>
          {person.username}
          {isSelf && ' · you'}
        </span>
      </button>
      {person.blocked && <Chip>Blocked</Chip>}
      <span className={styles.fact}>{ROLE_LABELS[person.role]}</span>
      <Menu
        align="end"
        trigger={
          <Button variant="ghost" icon={Ellipsis} iconOnly aria-label={`More for ${person.name}`} />
        }
        sections={[
          {
            id: 'person',
            items: [
              {
                id: 'password',
                label: person.hasPassword ? 'Change password' : 'Set a password',
                icon: <Icon of={KeyRound} />,
                ...withShut(isSelf ? undefined : shut),
                run: onPassword,
              },
              person.blocked
                ? {
                    id: 'unblock',
                    label: 'Unblock',
                    icon: <Icon of={UserRoundCheck} />,
                    ...withShut(shut),
                    run: () =>
                      void runCommands([command('user.unblock', { id: person.id as UserId })]),
                  }
                : {
                    id: 'block',
                    label: 'Block',
                    icon: <Icon of={UserRoundX} />,
                    danger: true,
                    ...withShut(shut ?? (isSelf ? 'You cannot block yourself here.' : undefined)),
                    run: onBlock,
                  },
            ],
          },
        ]}
      />
    </div>
  );
}
