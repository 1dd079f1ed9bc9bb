import { Monitor, Moon, Sun } from 'lucide-react';
import { Dialog } from '../../components/dialog.tsx';
import { type Segment, SegmentedControl } from '../../components/segmented-control.tsx';
import { useSession } from '../../stores/session.ts';
import { saveSetting } from '../../stores/settings.ts';
import { useUi } from '../../stores/ui.ts';
import type { Density, ThemeChoice } from '../../theme/appearance.ts';
import { useAppearance } from '../../theme/use-appearance.ts';
import { OwnPassword } from './own-password.tsx';
import { OwnProfile } from './own-profile.tsx';
import styles from './settings-dialog.module.css';

const THEME_SEGMENTS: readonly Segment<ThemeChoice>[] = [
  { value: 'system', label: 'System', icon: Monitor },
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
];

const DENSITY_SEGMENTS: readonly Segment<Density>[] = [
  { value: 'compact', label: 'Compact' },
  { value: 'standard', label: 'Standard' },
  { value: 'comfortable', label: 'Comfortable' },
];

/** How it looks, and who one is here. Everything holds at once. */
export function SettingsDialog() {
  const open = useUi((state) => state.settings);
  const { folder } = useSession();
  const [{ theme, density }, choose] = useAppearance();
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => useUi.setState({ settings: next })}
      title="Settings"
      width={520}
      closeOnOutsidePress
    >
      <div className={styles.sections}>
        <section className={styles.section} aria-labelledby="settings-look">
          <h3 id="settings-look">Look</h3>
          <div className={styles.line}>
            <span>Theme</span>
            <SegmentedControl
              label="Theme"
              value={theme}
              segments={THEME_SEGMENTS}
              onChange={(next) => {
                choose({ theme: next });
                void saveSetting('theme', next);
              }}
            />
          </div>
          <div className={styles.line}>
            <span>Height of rows</span>
            <SegmentedControl
              label="Height of rows"
              value={density}
              segments={DENSITY_SEGMENTS}
              onChange={(next) => {
                choose({ density: next });
                void saveSetting('density', next);
              }}
            />
          </div>
        </section>
        <OwnProfile />
        <OwnPassword />
        <p className={styles.quiet}>
          Everything is kept in <code className={styles.path}>{folder}</code>
        </p>
      </div>
    </Dialog>
  );
}
