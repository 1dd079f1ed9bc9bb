import { Fragment, useState } from 'react';
import { Dialog } from '../components/dialog.tsx';
import { KeyCaps } from '../components/key-caps.tsx';
import { keysOf, type Shortcut } from './registry.ts';
import styles from './shortcut-list.module.css';
import { listedShortcuts, useShortcuts } from './shortcuts.tsx';

const USUAL_GROUP = 'Here';

/** The list of keys: `?` opens it and it shows what the keys do at that moment. */
export function ShortcutList() {
  const [listed, setListed] = useState<readonly Shortcut[]>();
  useShortcuts([
    {
      keys: '?',
      label: 'Show all keys',
      group: 'Everywhere',
      run: () => setListed(listedShortcuts()),
    },
  ]);
  return (
    <Dialog
      open={listed !== undefined}
      onOpenChange={(open) => !open && setListed(undefined)}
      title="Keys"
      description="Single keys rest while you type."
      width={640}
      closeOnOutsidePress
    >
      <div className={styles.columns}>
        {grouped(listed ?? []).map(([group, shortcuts]) => (
          <section key={group} className={styles.group}>
            <h3 className={styles.heading}>{group}</h3>
            <dl>
              {shortcuts.map((shortcut) => (
                <div key={`${shortcut.label} ${keysOf(shortcut).join()}`} className={styles.row}>
                  <dt>{shortcut.label}</dt>
                  <dd className={styles.ways}>
                    {keysOf(shortcut).map((keys, i) => (
                      <Fragment key={keys}>
                        {i > 0 && 'or'}
                        <KeyCaps keys={keys} />
                      </Fragment>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

/** By group, each once, in the order in which they first come; the later of two alike counts. */
function grouped(
  shortcuts: readonly Shortcut[],
): readonly (readonly [string, readonly Shortcut[]])[] {
  const byLabel = new Map(shortcuts.map((shortcut) => [shortcut.label, shortcut]));
  return [...Map.groupBy(byLabel.values(), ({ group }) => group ?? USUAL_GROUP)];
}
