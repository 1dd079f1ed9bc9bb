import { Plus } from 'lucide-react';
import { type RefObject, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { TextArea } from '../../components/text-area.tsx';
import { TextField } from '../../components/text-field.tsx';
import { EnvironmentRows } from './environment-rows.tsx';
import styles from './new-issue-dialog.module.css';
import type { NewIssue } from './use-new-issue.ts';

/** Parts that are folded until somebody wants them, or the draft has them. */
const PARTS = {
  results: 'Expected and actual',
  description: 'Description',
  environment: 'Environment',
} as const;
type Part = keyof typeof PARTS;

interface IssueTextsProps {
  readonly issue: NewIssue;
  readonly title: RefObject<HTMLInputElement | null>;
}

/** What is wrong, in words. The first lines are open, the rest is one press away. */
export function IssueTexts({ issue, title }: IssueTextsProps) {
  const { draft, change, refused } = issue;
  const [opened, setOpened] = useState<readonly Part[]>([]);
  const isBug = draft.type === 'bug';
  const isFilled: Readonly<Record<Part, boolean>> = {
    results: draft.expected !== '' || draft.actual !== '',
    description: !isBug || draft.description !== '',
    environment: draft.environment.length > 0,
  };
  const isOpen = (part: Part) => isFilled[part] || opened.includes(part);
  const errorOf = (...fields: readonly string[]) =>
    refused?.field !== undefined && fields.includes(refused.field) ? refused.message : undefined;
  const folded = (Object.keys(PARTS) as Part[]).filter(
    (part) => !isOpen(part) && (isBug || part === 'description'),
  );

  return (
    <>
      <TextField
        ref={title}
        label="Title"
        value={draft.title}
        maxLength={500}
        placeholder={isBug ? 'What goes wrong, and where' : 'What is to be done'}
        error={errorOf('title')}
        onChange={(text) => change({ title: text })}
      />
      {isBug && (
        <TextArea
          label="Steps to reproduce"
          aside={isOpen('description') ? undefined : 'or a description'}
          value={draft.steps}
          minRows={3}
          maxRows={12}
          error={errorOf(
            'steps',
            'bug.stepsToReproduce',
            ...(isOpen('description') ? [] : ['description']),
          )}
          onChange={(steps) => change({ steps })}
        />
      )}
      {isBug && isOpen('results') && (
        <div className={styles.pair}>
          <TextArea
            label="Expected"
            value={draft.expected}
            minRows={2}
            autoFocus={opened.includes('results')}
            error={errorOf('bug.expected')}
            onChange={(expected) => change({ expected })}
          />
          <TextArea
            label="Actual"
            value={draft.actual}
            minRows={2}
            error={errorOf('bug.actual')}
            onChange={(actual) => change({ actual })}
          />
        </div>
      )}
      {isOpen('description') && (
        <TextArea
          label="Description"
          aside="Markdown"
          value={draft.description}
          minRows={isBug ? 3 : 5}
          maxRows={14}
          autoFocus={opened.includes('description')}
          error={errorOf('description')}
          onChange={(description) => change({ description })}
        />
      )}
      {isBug && isOpen('environment') && (
        <EnvironmentRows
          rows={draft.environment}
          onChange={(environment) => change({ environment })}
          autoFocus={opened.includes('environment')}
        />
      )}
      {folded.length > 0 && (
        <div className={styles.folded}>
          {folded.map((part) => (
            <Button
              key={part}
              variant="ghost"
              icon={Plus}
              onClick={() => setOpened([...opened, part])}
            >
              {PARTS[part]}
            </Button>
          ))}
        </div>
      )}
    </>
  );
}
