import { FileUp } from 'lucide-react';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { announce } from '../../components/announcer.ts';
import { Icon } from '../../components/icon.tsx';
import { navigate } from '../../stores/router.ts';
import { useSession } from '../../stores/session.ts';
import styles from './file-drop.module.css';
import { chooseFile } from './import-store.ts';

/** A file dropped anywhere on the window is a file to import. */
export function FileDrop({ children }: { readonly children: ReactNode }) {
  const { may } = useSession();
  const [over, setOver] = useState(false);
  // Entering a child comes before leaving its parent: only the balance says whether it left.
  const depth = useRef(0);

  const carriesFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  const onEnter = (event: DragEvent) => {
    if (!carriesFiles(event)) return;
    depth.current += 1;
    setOver(true);
  };
  const onLeave = (event: DragEvent) => {
    if (!carriesFiles(event)) return;
    depth.current = Math.max(0, depth.current - 1);
    if (depth.current === 0) setOver(false);
  };
  const onOver = (event: DragEvent) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = may.import.open ? 'copy' : 'none';
  };
  const onDrop = (event: DragEvent) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth.current = 0;
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file === undefined) return;
    if (!may.import.open) return announce(may.import.reason ?? '', 'assertive');
    chooseFile(file);
    navigate({ screen: 'manage', part: 'import' });
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a drop is a second way; the button of the import is the first.
    <div
      className={styles.window}
      onDragEnter={onEnter}
      onDragLeave={onLeave}
      onDragOver={onOver}
      onDrop={onDrop}
    >
      {children}
      {over && (
        <div className={styles.target}>
          <div className={styles.words}>
            <Icon of={FileUp} size={24} />
            {may.import.open ? 'Drop the file to import it' : may.import.reason}
          </div>
        </div>
      )}
    </div>
  );
}
