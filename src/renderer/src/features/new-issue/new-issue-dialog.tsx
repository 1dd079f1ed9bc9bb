import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Checkbox } from '../../components/checkbox.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useShortcuts } from '../../keys/shortcuts.tsx';
import { useUi } from '../../stores/ui.ts';
import { isEmptyDraft } from './issue-draft.ts';
import { IssueTexts } from './issue-texts.tsx';
import { IssueTraits } from './issue-traits.tsx';
import styles from './new-issue-dialog.module.css';
import { ProjectChoice } from './project-choice.tsx';
import { useFocusOnRefused } from './use-focus-on-refused.ts';
import { type NewIssue, useNewIssue } from './use-new-issue.ts';

/** A new bug or task: a title and a line about it are enough. */
export function NewIssueDialog() {
  const open = useUi((state) => state.newIssue);
  return open ? <OpenDialog /> : null;
}

function OpenDialog() {
  const issue = useNewIssue();
  const [another, setAnother] = useState(false);
  const title = useRef<HTMLInputElement>(null);
  const close = () => useUi.setState({ newIssue: false });
  const [waiting, setWaiting] = useState(false);
  const save = async () => {
    // Somebody types faster than the lists of projects and severities arrive.
    if (!issue.ready) return setWaiting(true);
    if (!(await issue.save(another))) return;
    if (another) title.current?.focus();
    else close();
  };
  const saveNow = useRef(save);
  useLayoutEffect(() => {
    saveNow.current = save;
  });
  useEffect(() => {
    if (!waiting || !issue.ready) return;
    setWaiting(false);
    void saveNow.current();
  }, [waiting, issue.ready]);
  const what = issue.draft.type === 'bug' ? 'bug' : 'task';
  const shut = issue.project?.mayCreateIssue.reason ?? undefined;

  return (
    <Dialog
      open
      onOpenChange={(next) => !next && close()}
      title={`New ${what}`}
      width={680}
      initialFocus={title}
      footer={
        <>
          <div className={styles.footStart}>
            <Checkbox label="Create another" checked={another} onChange={setAnother} />
            <DraftNote issue={issue} />
          </div>
          <Button variant="primary" keys="mod+enter" shut={shut} onClick={() => void save()}>
            {`Save ${what}`}
          </Button>
        </>
      }
    >
      <SaveKey label={`Save ${what}`} save={() => void save()} />
      <Form issue={issue} title={title} />
    </Dialog>
  );
}

function Form({
  issue,
  title,
}: {
  readonly issue: NewIssue;
  readonly title: RefObject<HTMLInputElement | null>;
}) {
  const form = useRef<HTMLDivElement>(null);
  useFocusOnRefused(form, issue.refused);
  const placed = issue.refused?.field !== undefined && PLACED.test(issue.refused.field);
  return (
    <div ref={form} className={styles.form}>
      <ProjectChoice issue={issue} />
      <IssueTexts issue={issue} title={title} />
      <IssueTraits issue={issue} />
      <p role="alert" className={styles.refused}>
        {issue.refused !== undefined && !placed && issue.refused.message}
      </p>
    </div>
  );
}

/** Fields that say their own refusal. */
const PLACED = /^(?:title|description|steps|bug\.(?:stepsToReproduce|expected|actual))$/;

/** Inside the dialog, so that the key is the dialog's. */
function SaveKey({ label, save }: { readonly label: string; readonly save: () => void }) {
  useShortcuts([{ keys: 'mod+enter', label, run: save }]);
  return null;
}

function DraftNote({ issue }: { readonly issue: NewIssue }) {
  if (isEmptyDraft(issue.draft)) return null;
  return (
    <span className={styles.draft}>
      {issue.kept ? 'Draft kept' : 'Keeping the draft'}
      <Button variant="ghost" onClick={issue.discard}>
        Discard
      </Button>
    </span>
  );
}
