import { type RefObject, useCallback, useRef, useState } from 'react';
import { success } from '#protocol/result.ts';
import type { SeverityShape, TimelineEntry } from '#protocol/shapes.ts';
import { call } from '../../api.ts';
import { command } from '../../commands.ts';
import { announce } from '../../components/announcer.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { SegmentedControl } from '../../components/segmented-control.tsx';
import { showToast } from '../../components/toast.tsx';
import { useCall } from '../../hooks/use-call.ts';
import { type ReadPage, useRowPages } from '../../hooks/use-row-pages.ts';
import { ActivityLine } from './activity-line.tsx';
import { CommentCard } from './comment-card.tsx';
import { useOpenIssue } from './issue-context.ts';
import { SectionHeading } from './section-heading.tsx';
import styles from './timeline.module.css';
import { useFollowing } from './use-following.ts';
import { useTimelineRows } from './use-timeline-rows.ts';

type Show = 'all' | 'comments' | 'changes';

const SEGMENTS = [
  { value: 'all', label: 'All' },
  { value: 'comments', label: 'Comments' },
  { value: 'changes', label: 'Changes' },
] as const;

const NONE: readonly SeverityShape[] = [];

interface TimelineProps {
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** Grows with each comment that was sent here: the timeline then follows to its end. */
  readonly sent: number;
}

/** Comments and changes as one timeline, oldest first. Only what is in view is in the page. */
export function Timeline({ scroller, sent }: TimelineProps) {
  const { view, edits } = useOpenIssue();
  const { id } = view.issue;
  const [show, setShow] = useState<Show>('all');
  const [deleting, setDeleting] = useState<string | null>(null);
  const severities = useCall('severities.list', {}).value?.severities ?? NONE;
  const section = useRef<HTMLElement>(null);
  const list = useRef<HTMLOListElement>(null);

  const read = useCallback<ReadPage<TimelineEntry>>(
    async (offset, count) => {
      const result = await call('issue.timeline', { issue: id, show, offset, count });
      if (!result.ok) return result;
      return success({ total: result.value.total, rows: result.value.entries });
    },
    [id, show],
  );
  const entries = useRowPages('issue.timeline', read);
  const total = entries.total ?? 0;
  const rows = useTimelineRows({ entries, total, scroller, list });

  useFollowing({ scroller, sent, height: rows.height });
  // What was sent is a comment: it must not arrive out of sight.
  const [sentBefore, setSentBefore] = useState(sent);
  if (sent !== sentBefore) {
    setSentBefore(sent);
    if (show === 'changes') setShow('all');
  }

  const remove = async (comment: string) => {
    const refusal = await edits.run([command('comment.delete', { comment })]);
    if (refusal !== undefined) showToast(refusal);
    announce(refusal ?? 'The comment is deleted.', refusal === undefined ? 'polite' : 'assertive');
    section.current?.focus();
  };

  return (
    <section ref={section} className={styles.timeline} aria-label="Activity" tabIndex={-1}>
      <div className={styles.head}>
        <SectionHeading>Activity</SectionHeading>
        <SegmentedControl label="Show" value={show} onChange={setShow} segments={SEGMENTS} />
      </div>
      {entries.error !== undefined && <p className={styles.nothing}>{entries.error.message}</p>}
      {entries.total === 0 && (
        <p className={styles.nothing}>
          {show === 'comments' ? 'No comments yet.' : 'Nothing has changed yet.'}
        </p>
      )}
      <ol
        ref={list}
        className={styles.list}
        style={{ height: rows.height }}
        onFocus={(event) => rows.hold(event.target)}
        onBlur={() => rows.hold(null)}
      >
        {rows.shown.map(({ index, key, top, measure }) => (
          <li
            key={key}
            ref={measure}
            data-row={index}
            className={styles.row}
            style={{ transform: `translateY(${top}px)` }}
            aria-setsize={total}
            aria-posinset={index + 1}
          >
            <Entry entry={entries.rowAt(index)} severities={severities} onDelete={setDeleting} />
          </li>
        ))}
      </ol>
      <ConfirmDialog
        open={deleting !== null}
        onOpenChange={(open) => open || setDeleting(null)}
        title="Delete this comment?"
        message="Its words are lost for everybody, in the activity too. That there was one is kept."
        confirmLabel="Delete the comment"
        cancelLabel="Keep it"
        danger
        onConfirm={() => deleting !== null && void remove(deleting)}
      />
    </section>
  );
}

interface EntryProps {
  readonly entry: TimelineEntry | undefined;
  readonly severities: readonly SeverityShape[];
  readonly onDelete: (comment: string) => void;
}

function Entry({ entry, severities, onDelete }: EntryProps) {
  if (entry === undefined) return <div className={styles.waiting} />;
  if (entry.entry === 'activity')
    return <ActivityLine activity={entry.activity} severities={severities} />;
  return <CommentCard comment={entry.comment} onDelete={onDelete} />;
}
