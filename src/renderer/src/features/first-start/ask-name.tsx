import { type FormEvent, useState } from 'react';
import { usernameFor } from '#domain/import/username-slug.ts';
import { personName } from '#domain/user/user.ts';
import { Button } from '../../components/button.tsx';
import { LeafGlyph } from '../../components/leaf-glyph.tsx';
import { TextField } from '../../components/text-field.tsx';
import styles from './first-start.module.css';

/** In a workspace that has not begun nobody has taken a name. */
const NONE_TAKEN: ReadonlySet<string> = new Set();

interface AskNameProps {
  readonly name: string;
  readonly onName: (name: string) => void;
  readonly onContinue: () => void;
}

/** Asks for the name that stands on what one files; there is no account. */
export function AskName({ name, onName, onContinue }: AskNameProps) {
  const [error, setError] = useState<string>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const parsed = personName.safeParse(name);
    if (parsed.success) onContinue();
    else setError(parsed.error.issues[0]?.message);
  };
  return (
    <>
      <form className={styles.step} onSubmit={submit}>
        <h1 className={styles.question}>What is your name?</h1>
        <p className={styles.lead}>
          It stands on the bugs you file and the comments you write. There is no account to make.
        </p>
        <div className={styles.name}>
          <TextField
            label="Your name"
            labelHidden
            size="large"
            autoFocus
            autoComplete="name"
            value={name}
            error={error}
            onChange={(next) => {
              onName(next);
              setError(undefined);
            }}
          />
        </div>
        <div className={styles.next}>
          <Button type="submit" variant="primary" size="large" keys="enter">
            Continue
          </Button>
          {name.trim() !== '' && (
            <span className={styles.quiet}>
              Username <code>{usernameFor(name, NONE_TAKEN)}</code>
            </span>
          )}
        </div>
      </form>
      <p className={styles.foot}>
        <LeafGlyph size={14} />
        Kept on this device only
      </p>
    </>
  );
}
