import { stampTime } from '../../components/format-time.ts';
import { StatusGlyph } from '../../components/status-glyph.tsx';
import { useNow } from '../../components/use-now.ts';
import { formatRoute } from '../../stores/route.ts';
import { useOpenIssue } from './issue-context.ts';
import styles from './issue-details.module.css';
import { LongText } from './long-text.tsx';
import { RESOLUTION_WORDS } from './words.ts';

/** How the issue ended; while it is worked on, the note that may be written beforehand. */
export function ResolutionBlock() {
  const { view } = useOpenIssue();
  const { issue, may, status } = view;
  const { resolution, resolutionNote } = issue;
  const isWritable = may.writeNote.open && status.category === 'doing';
  if (resolution === null && resolutionNote === null && !isWritable) return null;
  return (
    <div>
      {resolution !== null && <Outcome />}
      <LongText
        field="resolutionNote"
        label="Resolution note"
        value={resolutionNote ?? ''}
        placeholder="Write it beforehand"
        permission={may.writeNote}
        edit={(to, from) => ({
          name: 'issue.edit',
          args: {
            issue: issue.id,
            field: 'resolutionNote',
            from: from === '' ? null : from,
            to: to.trim() === '' ? null : to,
          },
        })}
      />
    </div>
  );
}

function Outcome() {
  const { issue, status } = useOpenIssue().view;
  const { resolution, fixedIn, duplicateOf, resolvedAt } = issue;
  const now = useNow();
  if (resolution === null) return null;
  return (
    <p className={styles.resolution}>
      <StatusGlyph category={status.category === 'closed' ? 'closed' : 'done'} />
      <strong>{RESOLUTION_WORDS[resolution]}</strong>
      {fixedIn !== null && (
        <span>
          in <bdi>{fixedIn}</bdi>
        </span>
      )}
      {duplicateOf !== null && (
        <span>
          of{' '}
          <a href={formatRoute({ screen: 'issue', issue: duplicateOf.key })}>{duplicateOf.key}</a>
        </span>
      )}
      {resolvedAt !== null && (
        <time className={styles.quiet} dateTime={resolvedAt}>
          {stampTime(Date.parse(resolvedAt), now)}
        </time>
      )}
    </p>
  );
}
