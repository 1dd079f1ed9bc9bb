import { Lock, Search } from 'lucide-react';
import { type KeyboardEvent, useCallback, useState } from 'react';
import type { UserShape } from '#protocol/shapes.ts';
import { call } from '../../api.ts';
import { Avatar } from '../../components/avatar.tsx';
import { Icon } from '../../components/icon.tsx';
import { KatydidMark } from '../../components/katydid-mark.tsx';
import { LongList } from '../../components/long-list.tsx';
import { Notice } from '../../components/notice.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useRowPages } from '../../hooks/use-row-pages.ts';
import { takeSession } from '../../stores/session.ts';
import { PasswordDialog } from './password-dialog.tsx';
import styles from './profiles.module.css';

const ROW_PX = 48;

/** Who works here, where several people share the workspace. */
export function Profiles({ workspace }: { readonly workspace: string }) {
  const [text, setText] = useState('');
  const [asked, setAsked] = useState<UserShape>();
  const [error, setError] = useState<string>();
  const read = useCallback(
    async (offset: number, count: number) => {
      const result = await call('session.profiles', { text, offset, count });
      if (!result.ok) return result;
      const { total, people } = result.value;
      return { ok: true, value: { total, rows: people } } as const;
    },
    [text],
  );
  const list = useRowPages('session.profiles', read);

  const enter = async (person: UserShape) => {
    if (person.hasPassword) return setAsked(person);
    const result = await call('session.enter', { user: person.id });
    if (result.ok) takeSession(result.value);
    else setError(result.error.message);
  };
  const onSearchKey = (event: KeyboardEvent) => {
    const first = list.rowAt(0);
    if (event.key === 'Enter' && first !== undefined) void enter(first);
  };

  return (
    <main className={styles.page}>
      <div className={styles.column}>
        <p className={styles.brand} dir="auto">
          <KatydidMark size={28} />
          {workspace}
        </p>
        <h1 className={styles.question}>Who are you?</h1>
        <TextField
          label="Find a person"
          labelHidden
          icon={Search}
          placeholder="Name or username"
          autoFocus
          value={text}
          onChange={setText}
          onKeyDown={onSearchKey}
        />
        {(error ?? list.error?.message) !== undefined && (
          <Notice kind="error">{error ?? list.error?.message}</Notice>
        )}
        {list.total === 0 ? (
          <p className={styles.nobody} dir="auto">
            Nobody is called “{text}” here.
          </p>
        ) : (
          <LongList
            label="People"
            count={list.total ?? 0}
            rowHeight={ROW_PX}
            onShow={list.show}
            className={styles.list}
            row={(index) => {
              const person = list.rowAt(index);
              return person === undefined ? null : (
                <button type="button" className={styles.person} onClick={() => void enter(person)}>
                  <Avatar person={person} size={24} decorative />
                  <span className={styles.name} dir="auto">
                    {person.name}
                  </span>
                  <span className={styles.username}>{person.username}</span>
                  {person.hasPassword && <Icon of={Lock} size={14} />}
                </button>
              );
            }}
          />
        )}
      </div>
      <PasswordDialog
        key={asked?.id}
        person={asked}
        onClose={() => setAsked(undefined)}
        onEnter={takeSession}
      />
    </main>
  );
}
