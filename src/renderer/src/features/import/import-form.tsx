import { FileText, ListChecks } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Checkbox } from '../../components/checkbox.tsx';
import { Icon } from '../../components/icon.tsx';
import { Select } from '../../components/select.tsx';
import { useCall } from '../../hooks/use-call.ts';
import { useSession } from '../../stores/session.ts';
import { formatSize } from './format-size.ts';
import styles from './import-screen.module.css';
import { startImport } from './import-store.ts';

const FROM_FILE = 'from-file';
const MOST_PROJECTS = 500;

interface ImportFormProps {
  readonly file: File;
  /** Whether this very file has been checked. */
  readonly checked: boolean;
}

/** How the chosen file is to be imported. */
export function ImportForm({ file, checked }: ImportFormProps) {
  const { may } = useSession();
  const [project, setProject] = useState(FROM_FILE);
  const [skipBad, setSkipBad] = useState(false);
  const list = useCall('projects.list', {
    text: '',
    archived: false,
    offset: 0,
    count: MOST_PROJECTS,
  });
  const options = useMemo(
    () => [
      { value: FROM_FILE, label: 'The projects that the file names' },
      ...(list.value?.projects ?? []).map(({ key, name }) => ({
        value: key,
        label: `${key}  ${name}`,
      })),
    ],
    [list.value],
  );
  const start = (dryRun: boolean) =>
    void startImport({ project: project === FROM_FILE ? null : project, skipBad, dryRun });
  const shut = may.import.reason ?? undefined;

  return (
    <section className={styles.panel} aria-label="What to import">
      <p className={styles.file}>
        <Icon of={FileText} />
        <span className={styles.fileName} dir="auto">
          {file.name}
        </span>
        <span className={styles.quiet}>{formatSize(file.size)}</span>
      </p>
      <Select label="Into" value={project} onChange={setProject} options={options} />
      <Checkbox
        label="Leave out rows that lack something, and import the rest"
        checked={skipBad}
        onChange={setSkipBad}
      />
      <div className={styles.buttons}>
        <Button icon={ListChecks} shut={shut} onClick={() => start(true)}>
          {checked ? 'Check again' : 'Check first'}
        </Button>
        <Button variant="primary" shut={shut} onClick={() => start(false)}>
          Import
        </Button>
      </div>
    </section>
  );
}
