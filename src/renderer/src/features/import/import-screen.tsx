import { useEffect } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { Notice } from '../../components/notice.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { useSession } from '../../stores/session.ts';
import { ScreenHeader } from '../frame/screen-header.tsx';
import { ChooseFileButton } from './choose-file-button.tsx';
import { ImportForm } from './import-form.tsx';
import { ImportReportView } from './import-report-view.tsx';
import styles from './import-screen.module.css';
import {
  cancelImport,
  chooseFile,
  isRunning,
  noteOf,
  recallImport,
  useImport,
  useRunningImport,
} from './import-store.ts';

/** Brings issues in from a file: choose it, check it, import it, read what became of it. */
export function ImportScreen() {
  const { may } = useSession();
  const { file, task, error, dryRun } = useImport();
  const running = useRunningImport();
  useEffect(() => void recallImport(), []);

  const ended = running === null && task !== null && !isRunning(task) ? task : null;
  const copying = running?.phase === 'copying' || running?.phase === 'indexing';
  return (
    <>
      <ScreenHeader title="Import">
        {running === null && (file !== null || ended !== null) && (
          <ChooseFileButton onChoose={chooseFile} shut={may.import.reason ?? undefined}>
            Choose another file
          </ChooseFileButton>
        )}
      </ScreenHeader>
      <div className={styles.screen}>
        {running !== null && (
          <div className={styles.panel}>
            <ProgressBar
              label={running.label}
              done={running.done}
              total={running.total}
              note={noteOf(running)}
              onCancel={() => void cancelImport()}
              cancelShut={copying ? 'It is being copied in, and ends in a moment.' : undefined}
            />
            <p className={styles.hint}>
              {running.phase === 'indexing'
                ? 'All of it is in. Search finds all of it in a moment.'
                : 'You can go on working. Nothing of the file is seen before all of it is in.'}
            </p>
          </div>
        )}
        {running === null && error !== null && (
          <Notice kind="error" title="Nothing was imported.">
            {error.message}
          </Notice>
        )}
        {ended?.phase === 'failed' && (
          <Notice kind="error" title="Nothing was imported.">
            {ended.error?.message}
          </Notice>
        )}
        {ended?.phase === 'cancelled' && (
          <Notice title="Cancelled.">Nothing of {ended.label} was imported.</Notice>
        )}
        {running === null && file !== null && (
          <ImportForm key={file.name} file={file} checked={dryRun && ended?.phase === 'done'} />
        )}
        {ended !== null && ended.report !== null && (
          <ImportReportView name={ended.label} report={ended.report} dryRun={dryRun} />
        )}
        {running === null && file === null && ended === null && (
          <EmptyState
            title="Bring your bugs along"
            action={
              <ChooseFileButton
                variant="primary"
                onChoose={chooseFile}
                shut={may.import.reason ?? undefined}
              >
                Choose a file
              </ChooseFileButton>
            }
          >
            {may.import.open
              ? 'JSON Lines, or CSV with the columns of Bugzilla, plain or as .gz; and what Katydid exported. Drop the file here, or choose it. The same file twice adds nothing twice.'
              : may.import.reason}
          </EmptyState>
        )}
      </div>
    </>
  );
}
