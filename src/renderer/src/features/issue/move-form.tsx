import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Resolution } from '#domain/issue/issue.ts';
import type { MoveShape, PersonShape } from '#protocol/shapes.ts';
import { command } from '../../commands.ts';
import { announce } from '../../components/announcer.ts';
import { Button } from '../../components/button.tsx';
import { FieldError } from '../../components/field.tsx';
import { Select } from '../../components/select.tsx';
import { TextArea } from '../../components/text-area.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useDraft } from '../../hooks/use-draft.ts';
import { type ChosenIssue, IssueChoice } from './issue-choice.tsx';
import { useOpenIssue } from './issue-context.ts';
import { moveCommand } from './move-command.ts';
import styles from './move-form.module.css';
import { questionsOf } from './moves.ts';
import { PersonChoice } from './person-choice.tsx';
import { RESOLUTION_WORDS } from './words.ts';

const ERROR = 'issue-move-form-error';

interface MoveFormProps {
  readonly move: MoveShape;
  /** The move is made, or put off. */
  readonly onEnd: () => void;
  /** What the way back is called: "Put back" where a card was dropped. */
  readonly putOffLabel?: string | undefined;
}

/** Asks for what a move needs, at the place; the issue moves only then. */
export function MoveForm({ move, onEnd, putOffLabel = 'Put off' }: MoveFormProps) {
  const { view, edits } = useOpenIssue();
  const { issue } = view;
  const questions = questionsOf(move, issue);
  const name = move.name ?? move.label;
  const [assignee, setAssignee] = useState<PersonShape | null>(null);
  const [resolution, setResolution] = useState<Resolution>(
    questions.resolutions?.includes('fixed') === false ? 'wont_fix' : 'fixed',
  );
  const [fixedIn, setFixedIn] = useState('');
  const [original, setOriginal] = useState<ChosenIssue | null>(null);
  const [tried, setTried] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const note = useDraft(`move:${issue.id}:${move.to}`);
  const form = useRef<HTMLFormElement>(null);
  const isReady = note.ready;
  useEffect(() => {
    if (!isReady) return;
    const fields = form.current?.querySelectorAll<HTMLElement>('textarea, button, input') ?? [];
    const first = [...fields].find((field) => field.matches('textarea')) ?? fields[0];
    first?.focus();
  }, [isReady]);

  const missing = () => {
    if (questions.assignee && assignee === null) return 'Choose who takes it on.';
    if (questions.note === 'needed' && note.text.trim() === '') return 'Write a resolution note.';
    if (questions.resolutions !== null && resolution === 'duplicate' && original === null) {
      return 'Say which issue it duplicates.';
    }
    return undefined;
  };
  const submit = async () => {
    setTried(true);
    setRefusal(undefined);
    if (missing() !== undefined) return;
    const ends = questions.resolutions !== null;
    const ending = {
      ...(ends ? { resolution } : {}),
      ...(note.text.trim() === '' ? {} : { resolutionNote: note.text }),
      ...(ends && resolution === 'fixed' && fixedIn.trim() !== '' ? { fixedIn } : {}),
      ...(ends && resolution === 'duplicate' && original ? { duplicateOf: original.id } : {}),
    };
    const wishes = [
      ...(assignee === null
        ? []
        : [command('issue.assign', { issue: issue.id, assignee: assignee.id })]),
      moveCommand(issue, move, ending),
    ];
    const { to, label, category } = move;
    const refused = await edits.run(wishes, {
      status: { name: to, label, category },
      ...(assignee === null ? {} : { assignee }),
    });
    if (refused !== undefined) return setRefusal(refused);
    note.clear();
    announce(`${issue.key} is ${label}.`);
    onEnd();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.defaultPrevented) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onEnd();
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.stopPropagation();
      void submit();
    }
  };

  return (
    <form
      ref={form}
      className={styles.form}
      aria-label={name}
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {questions.assignee && (
        <PersonChoice label="Assignee" chosen={assignee} onChoose={setAssignee} />
      )}
      {questions.resolutions !== null && (
        <div className={styles.pair}>
          <Select
            label="Resolution"
            value={resolution}
            onChange={setResolution}
            options={questions.resolutions.map((value) => ({
              value,
              label: RESOLUTION_WORDS[value],
            }))}
          />
          {resolution === 'fixed' && (
            <TextField
              label="Fixed in"
              aside="if you like"
              value={fixedIn}
              maxLength={40}
              placeholder="4.18.1"
              onChange={setFixedIn}
            />
          )}
          {resolution === 'duplicate' && (
            <IssueChoice label="Duplicate of" chosen={original} onChoose={setOriginal} />
          )}
        </div>
      )}
      {questions.note !== null && note.ready && (
        <TextArea
          label="Resolution note"
          aside={
            questions.note === 'needed'
              ? `needed to ${name.toLowerCase()}`
              : 'Markdown, if you like'
          }
          value={note.text}
          minRows={3}
          maxRows={12}
          onChange={note.write}
        />
      )}
      <FieldError id={ERROR} error={refusal ?? (tried ? missing() : undefined)} />
      <div className={styles.actions}>
        <Button variant="primary" keys="mod+enter" type="submit" aria-describedby={ERROR}>
          {name}
        </Button>
        <Button variant="ghost" keys="escape" onClick={onEnd}>
          {putOffLabel}
        </Button>
      </div>
    </form>
  );
}
