import { ChevronDown } from 'lucide-react';
import { useCallback, useId } from 'react';
import { call } from '../../api.ts';
import fieldStyles from '../../components/field.module.css';
import { Icon } from '../../components/icon.tsx';
import { type PickerItem, PickerPopover } from '../../components/picker-popover.tsx';
import { StatusGlyph } from '../../components/status-glyph.tsx';
import { useOpenIssue } from './issue-context.ts';
import styles from './move-form.module.css';
import { quoted } from './quoted-words.ts';

export interface ChosenIssue {
  readonly id: string;
  /** Key and title. */
  readonly label: string;
}

interface IssueChoiceProps {
  readonly label: string;
  readonly chosen: ChosenIssue | null;
  readonly onChoose: (issue: ChosenIssue) => void;
}

const FOUND = 12;

/** Chooses another issue by its key or by words of it. */
export function IssueChoice({ label, chosen, onChoose }: IssueChoiceProps) {
  const labelId = useId();
  const { issue } = useOpenIssue().view;
  const source = useCallback(
    (text: string) => findIssues(text, { id: issue.id, project: issue.project.key }),
    [issue.id, issue.project.key],
  );
  return (
    <div className={fieldStyles.field}>
      <div className={fieldStyles.head}>
        <span id={labelId} className={fieldStyles.label}>
          {label}
        </span>
      </div>
      <PickerPopover
        label={label}
        items={source}
        selected={chosen === null ? [] : [chosen.id]}
        placeholder="A key or words"
        emptyText="No issue has these words."
        onChoose={({ id, label: key, detail }) => onChoose({ id, label: `${key} ${detail ?? ''}` })}
        trigger={
          <button type="button" className={styles.choice} aria-labelledby={labelId}>
            <span className={chosen === null ? styles.nothing : styles.chosen} dir="auto">
              {chosen?.label ?? 'Choose an issue'}
            </span>
            <Icon of={ChevronDown} size={14} />
          </button>
        }
      />
    </div>
  );
}

async function findIssues(
  text: string,
  here: { readonly id: string; readonly project: string },
): Promise<readonly PickerItem[]> {
  const words = quoted(text);
  const queries = words === '' ? [`project:${here.project}`] : keyQuery(text).concat(words);
  const answers = await Promise.all(
    queries.map((query) =>
      call('issues.page', {
        query,
        group: 'none',
        collapsed: [],
        timeZone: 'UTC',
        offset: 0,
        count: FOUND,
      }),
    ),
  );
  const rows = answers.flatMap((answer) => (answer.ok ? answer.value.rows : []));
  const byId = new Map(rows.map((row) => [row.id, row]));
  byId.delete(here.id);
  return [...byId.values()].slice(0, FOUND).map(({ id, key, title, status }) => ({
    id,
    label: key,
    detail: title,
    icon: <StatusGlyph category={status.category} label={status.label} />,
  }));
}

const KEY = /^\s*([a-z][a-z0-9]{1,9}-\d+)\s*$/i;

function keyQuery(text: string): readonly string[] {
  const key = KEY.exec(text)?.[1];
  return key === undefined ? [] : [`key:${key}`];
}
