import { Monitor, Plus, X } from 'lucide-react';
import { useId } from 'react';
import { KNOWN_ENVIRONMENT_KEYS } from '#domain/issue/bug-details.ts';
import { Button } from '../../components/button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { TextField } from '../../components/text-field.tsx';
import { environmentHere } from './environment-here.ts';
import styles from './new-issue-dialog.module.css';

export interface EnvironmentRow {
  readonly name: string;
  readonly value: string;
}

interface EnvironmentRowsProps {
  readonly rows: readonly EnvironmentRow[];
  readonly onChange: (rows: EnvironmentRow[]) => void;
  readonly autoFocus: boolean;
}

const EMPTY_ROW: EnvironmentRow = { name: '', value: '' };

/** Where it was seen: names and values, at least one line to type into. */
export function EnvironmentRows({ rows, onChange, autoFocus }: EnvironmentRowsProps) {
  const known = useId();
  const shown = rows.length === 0 ? [EMPTY_ROW] : rows;
  const set = (at: number, change: Partial<EnvironmentRow>) =>
    onChange(shown.map((row, i) => (i === at ? { ...row, ...change } : row)));
  return (
    <fieldset className={styles.environment}>
      <legend className={styles.legend}>Environment</legend>
      <datalist id={known}>
        {KNOWN_ENVIRONMENT_KEYS.map((key) => (
          <option key={key} value={key} />
        ))}
      </datalist>
      {shown.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place; its name is being typed.
        <div key={at} className={styles.environmentRow}>
          <TextField
            label={`Name of line ${at + 1}`}
            labelHidden
            placeholder="os"
            list={known}
            autoFocus={autoFocus && at === 0}
            value={row.name}
            onChange={(name) => set(at, { name })}
          />
          <TextField
            label={`Value of line ${at + 1}`}
            labelHidden
            placeholder="Android 15"
            value={row.value}
            onChange={(value) => set(at, { value })}
          />
          <IconButton
            label={`Remove line ${at + 1}`}
            icon={X}
            onClick={() => onChange(shown.filter((_, i) => i !== at))}
          />
        </div>
      ))}
      <div className={styles.folded}>
        <Button variant="ghost" icon={Plus} onClick={() => onChange([...shown, EMPTY_ROW])}>
          Add a line
        </Button>
        <Button
          variant="ghost"
          icon={Monitor}
          onClick={() => onChange([...rows.filter(isNamed), ...missing(rows)])}
        >
          Fill in this device
        </Button>
      </div>
    </fieldset>
  );
}

function isNamed({ name }: EnvironmentRow): boolean {
  return name.trim() !== '';
}

function missing(rows: readonly EnvironmentRow[]): readonly EnvironmentRow[] {
  return environmentHere().filter(({ name }) => !rows.some((row) => row.name === name));
}
