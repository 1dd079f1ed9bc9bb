import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { stampTime } from '../../components/format-time.ts';
import { Markdown } from '../../components/markdown.tsx';
import { Notice } from '../../components/notice.tsx';
import { useNow } from '../../components/use-now.ts';
import { entriesText } from './activity-sentence.ts';
import styles from './conflict-notice.module.css';
import { useOpenIssue } from './issue-context.ts';
import { valueWord } from './words.ts';

interface ConflictNoticeProps {
  /** The field, or the id of the comment. */
  readonly place: string;
  /** Within a sentence: "description". */
  readonly label: string;
  /** Says a value that is kept as an id. */
  readonly say?: ((value: unknown) => string) | undefined;
  /** After the choice, for what was kept until then. */
  readonly onSettled?: (() => void) | undefined;
}

/** Two values of one field, side by side, and the choice between them. */
export function ConflictNotice({ place, label, say, onSettled }: ConflictNoticeProps) {
  const { edits, people } = useOpenIssue();
  const [error, setError] = useState<string>();
  const now = useNow();
  const conflict = edits.conflicts.get(place);
  if (conflict === undefined) return null;

  const { field, yours, theirs, by, at } = conflict;
  const words = say ?? ((value: unknown) => shownValue(field, value));
  const who = people.find(({ id }) => id === by)?.name ?? 'Somebody';
  const keepMine = async () => setError(await edits.keepMine(place, onSettled));
  return (
    <div className={styles.place}>
      <Notice
        kind="warn"
        title={`The ${label} was changed while you edited it.`}
        actions={
          <>
            <Button onClick={() => void keepMine()}>Keep mine</Button>
            <Button
              onClick={() => {
                edits.takeTheirs(place);
                onSettled?.();
              }}
            >
              Take theirs
            </Button>
          </>
        }
      >
        {error ?? 'Nothing of either is lost. Choose which one stands.'}
        <div className={styles.values}>
          <Value heading="Yours" text={words(yours)} />
          <Value heading={`${who}, ${stampTime(at, now)}`} text={words(theirs)} />
        </div>
      </Notice>
    </div>
  );
}

function Value({ heading, text }: { readonly heading: string; readonly text: string }) {
  return (
    <div className={styles.value}>
      <p className={styles.heading} dir="auto">
        {heading}
      </p>
      {text.trim() === '' ? <p className={styles.nothing}>Empty</p> : <Markdown text={text} />}
    </div>
  );
}

function shownValue(field: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'object') return entriesText(Object.fromEntries(Object.entries(value)));
  return valueWord(field, String(value));
}
