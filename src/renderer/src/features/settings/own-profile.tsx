import type { UserId } from '#domain/ids.ts';
import { command, execute } from '../../commands.ts';
import { InlineText } from '../../components/inline-text.tsx';
import { useSession } from '../../stores/session.ts';
import styles from './settings-dialog.module.css';

/** One's own name and email, edited in place. */
export function OwnProfile() {
  const { profile } = useSession();
  const id = profile.id as UserId;
  const saveName = async (to: string) => {
    const refused = await execute([
      command('user.edit', { id, field: 'name', from: profile.name, to }),
    ]);
    return refused?.message;
  };
  const saveEmail = async (text: string) => {
    const to = text.trim() === '' ? null : text.trim();
    const refused = await execute([
      command('user.edit', { id, field: 'email', from: profile.email, to }),
    ]);
    return refused?.message;
  };
  return (
    <section className={styles.section} aria-labelledby="settings-you">
      <h3 id="settings-you">You</h3>
      <div className={styles.line}>
        <span>Name</span>
        <span className={styles.value}>
          <InlineText label="Name" value={profile.name} onSave={saveName} />
        </span>
      </div>
      <div className={styles.line}>
        <span>Email</span>
        <span className={styles.value}>
          <InlineText
            label="Email"
            value={profile.email ?? ''}
            placeholder="Add an email"
            onSave={saveEmail}
          />
        </span>
      </div>
      <div className={styles.line}>
        <span>Username</span>
        <span className={styles.value}>{profile.username}</span>
      </div>
    </section>
  );
}
