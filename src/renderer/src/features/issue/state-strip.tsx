import { Play } from 'lucide-react';
import { useRef, useState } from 'react';
import { CATEGORIES } from '#domain/workflow/workflow.ts';
import type { MoveShape } from '#protocol/shapes.ts';
import { announce } from '../../components/announcer.ts';
import { Button } from '../../components/button.tsx';
import { FieldError } from '../../components/field.tsx';
import { StatusGlyph } from '../../components/status-glyph.tsx';
import { useShortcuts } from '../../keys/shortcuts.tsx';
import { useOpenIssue } from './issue-context.ts';
import { moveCommand } from './move-command.ts';
import { MoveForm } from './move-form.tsx';
import { asksNothing, leadsOn, movesOfWorkflow, primaryMove, questionsOf } from './moves.ts';
import styles from './state-strip.module.css';

const ERROR = 'issue-move-error';

/** The state with its moves: open ones as buttons, shut ones shut with their reason beside them. */
export function StateStrip() {
  const { view, edits } = useOpenIssue();
  const { issue, status } = view;
  const [asked, setAsked] = useState<MoveShape | null>(null);
  const [error, setError] = useState<string>();
  const moves = movesOfWorkflow(view.moves);
  const category = CATEGORIES.find((one) => one === status.category) ?? 'todo';
  const primary = primaryMove(moves, category);
  const strip = useRef<HTMLDivElement>(null);
  // The button or form that has the focus goes with the move; the strip stays.
  const keepFocus = () => {
    if (strip.current?.contains(document.activeElement)) strip.current.focus();
  };

  const start = async (move: MoveShape) => {
    setError(undefined);
    if (!asksNothing(questionsOf(move, issue))) return setAsked(move);
    keepFocus();
    const refusal = await edits.run([moveCommand(issue, move)], { status: statusOf(move) });
    setError(refusal);
    strip.current?.scrollIntoView({ block: 'nearest' });
    if (refusal === undefined) announce(`${issue.key} is ${move.label}.`);
  };
  useShortcuts([
    {
      keys: 'm',
      label: primary === undefined ? 'Move' : nameOf(primary),
      group: 'Issue',
      run: () => {
        strip.current?.scrollIntoView({ block: 'nearest' });
        if (primary !== undefined) void start(primary);
        else announce(moves[0]?.reason ?? noWayOn(status.label), 'assertive');
      },
    },
  ]);

  return (
    <div ref={strip} className={styles.strip} tabIndex={-1}>
      <div className={styles.moves}>
        <span className={styles.state}>
          <StatusGlyph category={category} />
          <span dir="auto">{status.label}</span>
        </span>
        {moves.map((move, i) => (
          <Move
            key={move.to}
            move={move}
            isPrimary={move === primary}
            isForward={asked === null && move === primary && leadsOn(move, category)}
            isAsked={move.to === asked?.to}
            saysReason={move.reason !== moves[i + 1]?.reason}
            onStart={() => void start(move)}
          />
        ))}
        {moves.length === 0 && view.moves.length > 0 && (
          <span className={styles.reason}>{noWayOn(status.label)}</span>
        )}
      </div>
      {asked !== null && (
        <MoveForm
          key={asked.to}
          move={asked}
          onEnd={() => {
            keepFocus();
            setAsked(null);
          }}
        />
      )}
      <FieldError id={ERROR} error={error} />
    </div>
  );
}

interface MoveProps {
  readonly move: MoveShape;
  readonly isPrimary: boolean;
  readonly isForward: boolean;
  readonly isAsked: boolean;
  /** Whether its reason stands beside it, or only after the next one that has the same. */
  readonly saysReason: boolean;
  readonly onStart: () => void;
}

function Move({ move, isPrimary, isForward, isAsked, saysReason, onStart }: MoveProps) {
  if (!move.open) {
    return (
      <span className={saysReason ? styles.shut : undefined}>
        <Button shut={move.reason ?? 'It is shut.'}>{nameOf(move)}</Button>
        {saysReason && <span className={styles.reason}>{move.reason}</span>}
      </span>
    );
  }
  return (
    <Button
      variant={isForward ? 'primary' : 'default'}
      icon={isForward && move.category === 'doing' ? Play : undefined}
      pressed={isAsked || undefined}
      aria-expanded={isAsked || undefined}
      {...(isPrimary ? { keys: 'm' } : {})}
      onClick={onStart}
    >
      {nameOf(move)}
    </Button>
  );
}

function nameOf({ name, label }: MoveShape): string {
  return name ?? label;
}

function statusOf({ to, label, category }: MoveShape) {
  return { name: to, label, category };
}

function noWayOn(label: string): string {
  return `Nothing leads on from ${label}.`;
}
