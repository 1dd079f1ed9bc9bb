import { ExternalLink, Lock } from 'lucide-react';
import type { Instant } from '#domain/ids.ts';
import { ISSUE_TYPES } from '#domain/issue/issue.ts';
import { Chip } from '../../components/chip.tsx';
import { fullTime, stampTime } from '../../components/format-time.ts';
import { Icon } from '../../components/icon.tsx';
import { InlineSelect } from '../../components/inline-select.tsx';
import { InlineText } from '../../components/inline-text.tsx';
import { openableUrl } from '../../components/markdown-url.ts';
import { Notice } from '../../components/notice.tsx';
import { useNow } from '../../components/use-now.ts';
import { ConflictNotice } from './conflict-notice.tsx';
import { shutBy, useOpenIssue } from './issue-context.ts';
import styles from './issue-head.module.css';
import { StateStrip } from './state-strip.tsx';
import { TYPE_WORDS } from './words.ts';

const TITLE_LIMIT = 255;
const TYPES = ISSUE_TYPES.map((value) => ({ value, label: TYPE_WORDS[value] }));

/** Title, who reported it, and its state with the ways on. */
export function IssueHead() {
  const { view, edits, alone } = useOpenIssue();
  const { issue, may } = view;
  const Title = alone ? 'h1' : 'h2';
  return (
    <div className={styles.head}>
      <Title className={styles.title}>
        <InlineText
          label="Title"
          value={issue.title}
          maxLength={TITLE_LIMIT}
          shut={shutBy(may.edit)}
          onSave={(to, from) =>
            edits.save(
              { name: 'issue.edit', args: { issue: issue.id, field: 'title', from, to } },
              { title: to },
            )
          }
        />
      </Title>
      <ConflictNotice place="title" label="title" />
      <div className={styles.about}>
        <InlineSelect
          label="Type"
          value={issue.type}
          options={TYPES}
          shut={shutBy(may.edit)}
          onSave={(to, from) =>
            edits.save(
              { name: 'issue.edit', args: { issue: issue.id, field: 'type', from, to } },
              { type: to },
            )
          }
        />
        <Reported />
        {issue.confidential && (
          <Chip
            icon={<Icon of={Lock} size={12} />}
            title="Seen by its reporter, its assignee, managers and admins alone"
          >
            Confidential
          </Chip>
        )}
        <External />
      </div>
      <ReadOnly />
      <StateStrip />
    </div>
  );
}

function Reported() {
  const { reporter, createdAt } = useOpenIssue().view.issue;
  const now = useNow();
  const at = Date.parse(createdAt);
  return (
    <span className={styles.reported}>
      , reported by <bdi>{reporter.name}</bdi>{' '}
      <time dateTime={createdAt} title={fullTime(at)}>
        {reportedAt(at, now)}
      </time>
    </span>
  );
}

/** "on 18 Nov at 16:40", "today at 09:31". */
function reportedAt(at: Instant, now: Instant): string {
  const [day = '', clock = ''] = stampTime(at, now).split(', ');
  const near = day === 'Today' || day === 'Yesterday';
  return `${near ? day.toLowerCase() : `on ${day}`} at ${clock}`;
}

/** Where an imported issue comes from, opened outside. */
function External() {
  const { external } = useOpenIssue().view.issue;
  if (external === null) return null;
  const words = `${external.source} ${external.id}`;
  const url = external.url === null ? undefined : openableUrl(external.url);
  return (
    <span className={styles.external}>
      {url === undefined ? (
        <bdi>{`From ${words}`}</bdi>
      ) : (
        <a href={url} target="_blank" rel="noreferrer noopener" title={url}>
          <bdi>{words}</bdi> <Icon of={ExternalLink} size={12} />
        </a>
      )}
    </span>
  );
}

/** Why nothing can be changed here, said once where it holds for all of it. */
function ReadOnly() {
  const { may } = useOpenIssue().view;
  if (may.edit.open || may.edit.reason === null) return null;
  if (!may.comment.open) return <Notice>{may.comment.reason}</Notice>;
  return (
    <p className={styles.readOnly}>
      <Icon of={Lock} size={12} /> {may.edit.reason}
    </p>
  );
}
