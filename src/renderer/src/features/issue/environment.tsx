import { Pencil, Plus, Smartphone } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { EnvironmentChip } from '../../components/chip.tsx';
import { FieldError } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { type EnvironmentRow, EnvironmentRows } from '../new-issue/environment-rows.tsx';
import { ConflictNotice } from './conflict-notice.tsx';
import { useOpenIssue } from './issue-context.ts';
import styles from './issue-details.module.css';
import { environmentWord } from './words.ts';

type Entries = Readonly<Record<string, string>>;

const ERROR = 'issue-environment-error';

/** Where the bug was seen: values as chips, edited as names and values. */
export function Environment({ environment }: { readonly environment: Entries }) {
  const { view } = useOpenIssue();
  const [editing, setEditing] = useState(false);
  const entries = inUsualOrder(environment);
  const mayEdit = view.may.edit.open;
  if (editing && mayEdit) {
    return <EnvironmentForm environment={environment} onEnd={() => setEditing(false)} />;
  }
  if (entries.length === 0 && !mayEdit) return null;
  return (
    <div className={styles.environment}>
      {entries.map(([name, value]) => (
        <EnvironmentChip
          key={name}
          name={environmentWord(name)}
          value={value}
          named={!saysItself(name)}
          {...(name === 'device' ? { icon: <Icon of={Smartphone} size={12} /> } : {})}
        />
      ))}
      {mayEdit && entries.length === 0 && (
        <Button variant="ghost" icon={Plus} onClick={() => setEditing(true)}>
          Add the environment
        </Button>
      )}
      {mayEdit && entries.length > 0 && (
        <IconButton label="Edit the environment" icon={Pencil} onClick={() => setEditing(true)} />
      )}
      <ConflictNotice place="environment" label="environment" />
    </div>
  );
}

interface EnvironmentFormProps {
  readonly environment: Entries;
  readonly onEnd: () => void;
}

function EnvironmentForm({ environment, onEnd }: EnvironmentFormProps) {
  const { view, edits } = useOpenIssue();
  // What was on screen when the edit began, whatever comes in meanwhile.
  const [from] = useState(environment);
  const [rows, setRows] = useState<readonly EnvironmentRow[]>(() =>
    Object.entries(environment).map(([name, value]) => ({ name, value })),
  );
  const [error, setError] = useState<string>();
  const save = async () => {
    const twice = doubleName(rows);
    if (twice !== undefined) return setError(`“${twice}” stands twice. Keep one of them.`);
    const refusal = await edits.save({
      name: 'bug.edit',
      args: { issue: view.issue.id, field: 'environment', from, to: entriesOf(rows) },
    });
    setError(refusal);
    if (refusal === undefined) onEnd();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const isSave = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
    if (event.key !== 'Escape' && !isSave) return;
    event.preventDefault();
    event.stopPropagation();
    if (isSave) void save();
    else onEnd();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the form, wherever in it the focus is.
    <div className={styles.form} onKeyDown={onKeyDown}>
      <EnvironmentRows rows={rows} onChange={setRows} autoFocus />
      <FieldError id={ERROR} error={error} />
      <div className={styles.actions}>
        <Button keys="mod+enter" aria-describedby={ERROR} onClick={() => void save()}>
          Save
        </Button>
        <Button variant="ghost" keys="escape" onClick={onEnd}>
          Put back
        </Button>
      </div>
    </div>
  );
}

const ORDER = ['device', 'os', 'browser', 'appVersion', 'build', 'locale', 'screen'];

/** The entries that are looked for first stand first, the others as they were written. */
function inUsualOrder(environment: Entries): readonly (readonly [name: string, value: string])[] {
  const place = (name: string) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  return Object.entries(environment).sort(([a], [b]) => place(a) - place(b));
}

const SAY_THEMSELVES = new Set(['device', 'os', 'browser', 'locale', 'screen', 'timeZone']);

/** Whether a value of this name is understood without the name. */
function saysItself(name: string): boolean {
  return SAY_THEMSELVES.has(name);
}

/** The rows that have a name, as the command takes them. */
function entriesOf(rows: readonly EnvironmentRow[]): Record<string, string> {
  return Object.fromEntries(
    rows.map(({ name, value }) => [name.trim(), value] as const).filter(([name]) => name !== ''),
  );
}

function doubleName(rows: readonly EnvironmentRow[]): string | undefined {
  const names = rows.map(({ name }) => name.trim()).filter((name) => name !== '');
  return names.find((name, at) => names.indexOf(name) !== at);
}
