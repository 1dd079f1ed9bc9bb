import { type FormEvent, useState } from 'react';
import type { Rejection } from '#domain/rejection.ts';
import type { UserShape } from '#protocol/shapes.ts';
import { call } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/text-field.tsx';
import { showToast } from '../../components/toast.tsx';
import styles from './settings-dialog.module.css';

interface PasswordFormProps {
  readonly person: UserShape;
  /** One's own needs the current one. */
  readonly own: boolean;
  readonly onDone: () => void;
}

/** A new password for a profile, or none. Says what a password here does not protect from. */
export function PasswordForm({ person, own, onDone }: PasswordFormProps) {
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const [refused, setRefused] = useState<Rejection>();
  const asksCurrent = own && person.hasPassword;

  const set = async (next: string | null) => {
    setRefused(undefined);
    const result = await call('password.set', {
      user: person.id,
      password: next,
      ...(asksCurrent ? { current } : {}),
    });
    if (!result.ok) return setRefused(result.error);
    showToast(next === null ? 'The password is gone.' : 'The password is set.');
    onDone();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void set(password);
  };
  const inCurrent = refused?.field === 'current';
  return (
    <form className={styles.form} onSubmit={submit}>
      {asksCurrent && (
        <TextField
          label="Current password"
          type="password"
          autoComplete="current-password"
          autoFocus
          value={current}
          onChange={setCurrent}
          error={inCurrent ? refused.message : undefined}
        />
      )}
      <TextField
        label="New password"
        type="password"
        autoComplete="new-password"
        autoFocus={!asksCurrent}
        value={password}
        onChange={setPassword}
        error={inCurrent ? undefined : refused?.message}
        hint="8 to 128 characters. It keeps profiles apart, not attackers: whoever can read the folder can read the bugs."
      />
      <div className={styles.buttons}>
        {person.hasPassword && (
          <Button variant="danger" onClick={() => void set(null)}>
            Remove password
          </Button>
        )}
        <Button variant="ghost" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" variant="primary">
          Set password
        </Button>
      </div>
    </form>
  );
}
