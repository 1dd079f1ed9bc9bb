import { type FormEvent, useId, useRef, useState } from 'react';
import type { SessionShape } from '#protocol/api.ts';
import type { UserShape } from '#protocol/shapes.ts';
import { call } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/text-field.tsx';

interface PasswordDialogProps {
  /** Whose password is asked for; undefined while nobody's is. */
  readonly person: UserShape | undefined;
  readonly onClose: () => void;
  readonly onEnter: (session: SessionShape) => void;
}

/** Asks for the password of a profile that has one. */
export function PasswordDialog({ person, onClose, onEnter }: PasswordDialogProps) {
  const form = useId();
  const field = useRef<HTMLInputElement>(null);
  const [password, setPassword] = useState('');
  const [error, setError] = useState<string>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (person === undefined) return;
    const result = await call('session.enter', { user: person.id, password });
    if (result.ok) return onEnter(result.value);
    setError(result.error.message);
    field.current?.select();
  };
  return (
    <Dialog
      open={person !== undefined}
      onOpenChange={(open) => !open && onClose()}
      title={person?.name ?? ''}
      description="This profile has a password."
      width={400}
      initialFocus={field}
      footer={
        <Button type="submit" form={form} variant="primary" keys="enter">
          Enter
        </Button>
      }
    >
      <form id={form} onSubmit={(event) => void submit(event)}>
        <TextField
          ref={field}
          label="Password"
          type="password"
          autoComplete="current-password"
          value={password}
          error={error}
          onChange={(next) => {
            setPassword(next);
            setError(undefined);
          }}
        />
      </form>
    </Dialog>
  );
}
