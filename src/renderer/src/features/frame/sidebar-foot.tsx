import { Keyboard, LogOut, Settings, TriangleAlert } from 'lucide-react';
import { call } from '../../api.ts';
import { Avatar } from '../../components/avatar.tsx';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Menu } from '../../components/menu.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { useConnection } from '../../stores/connection.ts';
import { formatRoute } from '../../stores/route.ts';
import { refreshSession, useSession } from '../../stores/session.ts';
import { useUi } from '../../stores/ui.ts';
import { noteOf, useRunningImport } from '../import/import-store.ts';
import { openShortcutList } from './open-shortcut-list.ts';
import styles from './sidebar.module.css';

/** What goes on, and who works here. */
export function SidebarFoot() {
  const { profile } = useSession();
  const connected = useConnection();
  const running = useRunningImport();
  const openSettings = () => useUi.setState({ settings: true });
  return (
    <div className={styles.foot}>
      {!connected && (
        <p className={styles.lost} role="status">
          <Icon of={TriangleAlert} />
          Katydid has stopped. What you typed is kept here; start it again.
        </p>
      )}
      {running !== null && (
        <a className={styles.work} href={formatRoute({ screen: 'manage', part: 'import' })}>
          <ProgressBar
            label={running.label}
            done={running.done}
            total={running.total}
            note={noteOf(running)}
          />
        </a>
      )}
      <div className={styles.person}>
        <Menu
          side="top"
          trigger={
            <Button variant="ghost" className={styles.personButton}>
              <span className={styles.personName}>
                <Avatar person={profile} decorative />
                <span dir="auto">{profile.name}</span>
              </span>
            </Button>
          }
          sections={[
            {
              id: 'person',
              items: [
                {
                  id: 'settings',
                  label: 'Settings',
                  icon: <Icon of={Settings} />,
                  run: openSettings,
                },
                {
                  id: 'keys',
                  label: 'Keys',
                  keys: '?',
                  icon: <Icon of={Keyboard} />,
                  run: openShortcutList,
                },
              ],
            },
            {
              id: 'leave',
              items: [
                {
                  id: 'switch',
                  label: 'Switch person',
                  icon: <Icon of={LogOut} />,
                  run: () => void call('session.leave', {}).then(refreshSession),
                },
              ],
            },
          ]}
        />
        <IconButton label="Settings" icon={Settings} onClick={openSettings} />
      </div>
    </div>
  );
}
