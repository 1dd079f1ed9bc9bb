import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { useSession } from '../../stores/session.ts';
import { PasswordForm } from './password-form.tsx';
import styles from './settings-dialog.module.css';

/** Sets, changes or takes away the password of one's own profile. */
export function OwnPassword() {
  const { profile } = useSession();
  const [open, setOpen] = useState(false);
  return (
    <section className={styles.section} aria-labelledby="settings-password">
      <h3 id="settings-password">Password</h3>
      {open ? (
        <PasswordForm person={profile} own onDone={() => setOpen(false)} />
      ) : (
        <div className={styles.line}>
          <span className={styles.quiet}>
            {profile.hasPassword ? 'Your profile has one.' : 'Your profile opens without one.'}
          </span>
          <Button onClick={() => setOpen(true)}>
            {profile.hasPassword ? 'Change password' : 'Set a password'}
          </Button>
        </div>
      )}
    </section>
  );
}
