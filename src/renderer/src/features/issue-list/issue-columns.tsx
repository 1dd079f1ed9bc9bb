import { Lock, MessageSquare } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SortField } from '#domain/query/ast.ts';
import type { IssueRow } from '#protocol/shapes.ts';
import { Avatar } from '../../components/avatar.tsx';
import { DateText } from '../../components/date-text.tsx';
import { formatCount } from '../../components/format-count.ts';
import { Icon } from '../../components/icon.tsx';
import { PriorityGlyph } from '../../components/priority-glyph.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { SeverityGlyph } from '../../components/severity-glyph.tsx';
import { StatusGlyph } from '../../components/status-glyph.tsx';
import { ColourDot, TagChip } from '../../components/tag-chip.tsx';
import { VisuallyHidden } from '../../components/visually-hidden.tsx';
import { PRIORITY_WORDS, TYPE_WORDS } from '../issue/words.ts';
import type { ColumnId } from './column-setting.ts';
import styles from './issue-list.module.css';

/** What cells need besides their issue. */
export interface CellContext {
  /** How many severities there are, which decides their shapes. */
  readonly severities: number;
}

interface IssueColumn {
  readonly label: string;
  /** In px; the title has what the others leave. */
  readonly width: number;
  readonly sort?: SortField;
  /** Dates and the like begin with the newest. */
  readonly fallingFirst?: boolean;
  /** Too narrow for its label, which is then for screen readers and the chooser. */
  readonly labelHidden?: boolean;
  readonly align?: 'end';
  readonly cell: (issue: IssueRow, context: CellContext) => ReactNode;
}

/** Too long a key loses the end of its project's part: the number tells issues apart. */
function KeyCell({ issueKey }: { issueKey: string }) {
  const dash = issueKey.lastIndexOf('-');
  return (
    <span className={styles.key} title={issueKey}>
      <span className={styles.cut}>{issueKey.slice(0, dash)}</span>
      <span>{issueKey.slice(dash)}</span>
    </span>
  );
}

/** Every column of the list: how wide it is, what it sorts by, what it shows. */
export const ISSUE_COLUMNS: Readonly<Record<ColumnId, IssueColumn>> = {
  severity: {
    label: 'Severity',
    width: 26,
    sort: 'severity',
    labelHidden: true,
    cell: ({ severity: { rank, colour, level } }, { severities }) => (
      <SeverityGlyph rank={rank} count={severities} colour={colour} label={level} />
    ),
  },
  key: {
    label: 'Key',
    width: 74,
    sort: 'key',
    cell: ({ key }) => <KeyCell issueKey={key} />,
  },
  title: {
    label: 'Title',
    width: 200,
    sort: 'title',
    cell: (issue) => <TitleCell issue={issue} />,
  },
  type: {
    label: 'Type',
    width: 60,
    cell: ({ type }) => TYPE_WORDS[type],
  },
  status: {
    label: 'Status',
    width: 120,
    sort: 'status',
    cell: ({ status: { label, category } }) => (
      <span className={styles.iconed}>
        <StatusGlyph category={category} />
        <span className={styles.cut} dir="auto">
          {label}
        </span>
      </span>
    ),
  },
  tags: {
    label: 'Tags',
    width: 150,
    cell: ({ tags }) => (
      <span className={styles.tags}>
        {tags.map(({ id, name, colour }) => (
          <TagChip key={id} name={name} colour={colour} bare />
        ))}
      </span>
    ),
  },
  reporter: {
    label: 'Reporter',
    width: 120,
    sort: 'reporter',
    cell: ({ reporter }) => (
      <span className={styles.iconed}>
        <Avatar person={reporter} decorative />
        <span className={styles.cut} dir="auto">
          {reporter.name}
        </span>
      </span>
    ),
  },
  created: {
    label: 'Created',
    width: 68,
    sort: 'created',
    fallingFirst: true,
    align: 'end',
    cell: ({ createdAt }) => <RelativeTime at={Date.parse(createdAt)} />,
  },
  due: {
    label: 'Due',
    width: 92,
    sort: 'due',
    align: 'end',
    cell: ({ dueDate }) => dueDate !== null && <DateText day={dueDate} />,
  },
  comments: {
    label: 'Comments',
    width: 44,
    labelHidden: true,
    align: 'end',
    cell: ({ commentCount }) =>
      commentCount > 0 && (
        <span className={styles.comments}>
          <Icon of={MessageSquare} size={13} />
          {formatCount(commentCount)}
          <VisuallyHidden>{commentCount === 1 ? ' comment' : ' comments'}</VisuallyHidden>
        </span>
      ),
  },
  priority: {
    label: 'Priority',
    width: 26,
    sort: 'priority',
    labelHidden: true,
    cell: ({ priority }) => <PriorityGlyph priority={priority} label={PRIORITY_WORDS[priority]} />,
  },
  assignee: {
    label: 'Assignee',
    width: 28,
    sort: 'assignee',
    labelHidden: true,
    cell: ({ assignee }) => <Avatar person={assignee} />,
  },
  updated: {
    label: 'Updated',
    width: 66,
    sort: 'updated',
    fallingFirst: true,
    align: 'end',
    cell: ({ updatedAt }) => <RelativeTime at={Date.parse(updatedAt)} />,
  },
};

function TitleCell({ issue: { title, confidential, tags } }: { readonly issue: IssueRow }) {
  return (
    <span className={styles.titleCell}>
      <span className={styles.title} dir="auto" title={title}>
        {title}
      </span>
      {confidential && (
        <span className={styles.mark} title="Confidential">
          <Icon of={Lock} size={13} />
          <VisuallyHidden>Confidential</VisuallyHidden>
        </span>
      )}
      {tags.length > 0 && (
        <span className={styles.dots} title={tags.map(({ name }) => name).join(', ')}>
          {tags.slice(0, 5).map(({ id, colour }) => (
            <ColourDot key={id} colour={colour} />
          ))}
          <VisuallyHidden>Tags: {tags.map(({ name }) => name).join(', ')}</VisuallyHidden>
        </span>
      )}
    </span>
  );
}
