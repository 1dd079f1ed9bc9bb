import {
  Bot,
  Bug,
  Calendar,
  ChevronDown,
  ChevronRight,
  FileUp,
  History,
  Link2,
  Lock,
  type LucideIcon,
  MessageSquare,
  Paperclip,
  Pencil,
  SquareCheck,
  Tag,
  Trash2,
  TriangleAlert,
  Unlink2,
  UserMinus,
  UserPlus,
} from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { ActivityKind } from '#domain/activity/activity.ts';
import { PRIORITIES } from '#domain/issue/issue.ts';
import type { ActivityShape, SeverityShape } from '#protocol/shapes.ts';
import { dayOf, dayText } from '../../components/format-time.ts';
import { Icon } from '../../components/icon.tsx';
import { Markdown } from '../../components/markdown.tsx';
import { PriorityGlyph } from '../../components/priority-glyph.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { SeverityGlyph } from '../../components/severity-glyph.tsx';
import { StatusGlyph } from '../../components/status-glyph.tsx';
import { useNow } from '../../components/use-now.ts';
import { useSession } from '../../stores/session.ts';
import styles from './activity-line.module.css';
import {
  activitySentence,
  formerText,
  type RecordWords,
  speaksForItself,
} from './activity-sentence.ts';
import { useOpenIssue } from './issue-context.ts';
import { statesOf } from './states.ts';

interface ActivityLineProps {
  readonly activity: ActivityShape;
  /** The managed list as it is now. */
  readonly severities: readonly SeverityShape[];
}

/** One change, as a sentence. What a long text said before is shown when asked for. */
export function ActivityLine({ activity, severities }: ActivityLineProps) {
  const { profile } = useSession();
  const words = useRecordWords(severities);
  const [isShown, setShown] = useState(false);
  const before = formerText(activity);
  return (
    <div className={styles.line}>
      <span className={styles.icon}>
        <ActivityIcon activity={activity} severities={severities} />
      </span>
      <div className={styles.words}>
        {!speaksForItself(activity) && (
          <>
            <strong>
              <bdi>{activity.actor.id === profile.id ? 'You' : activity.actor.name}</bdi>
            </strong>{' '}
          </>
        )}
        {activitySentence(activity, words).map((part, i) =>
          typeof part === 'string' ? (
            part
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: a sentence never changes its parts.
            <strong key={i}>
              <bdi>{part.strong}</bdi>
            </strong>
          ),
        )}
        {before !== null && (
          <button
            type="button"
            className={styles.before}
            aria-expanded={isShown}
            onClick={() => setShown(!isShown)}
          >
            <Icon of={isShown ? ChevronDown : ChevronRight} size={12} /> what it said before
          </button>
        )}
        {isShown && before !== null && (
          <div className={styles.former}>
            <Markdown text={before} />
          </div>
        )}
      </div>
      <span className={styles.time}>
        <RelativeTime at={Date.parse(activity.at)} form="stamp" />
      </span>
    </div>
  );
}

function useRecordWords(severities: readonly SeverityShape[]): RecordWords {
  const { view, people } = useOpenIssue();
  const { profile } = useSession();
  const today = dayOf(useNow());
  return {
    person: (username) => {
      if (username === profile.username) return 'you';
      return people.find((one) => one.username === username)?.name ?? username;
    },
    status: (name) => statesOf(view).get(name)?.label ?? name,
    issue: (key) => key,
    day: (day) => dayText(day, today),
    severityRank: (level) => severities.find((one) => one.level === level)?.rank,
  };
}

const KIND_ICONS: Readonly<Record<ActivityKind, LucideIcon>> = {
  created: Bug,
  imported: FileUp,
  edited: Pencil,
  'bug-added': Pencil,
  'bug-edited': Pencil,
  'bug-removed': Trash2,
  tagged: Tag,
  untagged: Tag,
  transitioned: History,
  assigned: UserPlus,
  unassigned: UserMinus,
  commented: MessageSquare,
  'comment-edited': MessageSquare,
  'comment-deleted': MessageSquare,
  related: Link2,
  unrelated: Unlink2,
  attached: Paperclip,
  detached: Trash2,
  unassignable: TriangleAlert,
  deleted: Trash2,
  history: History,
};

const FIELD_ICONS: ReadonlyMap<string, LucideIcon> = new Map([
  ['confidential', Lock],
  ['dueDate', Calendar],
  ['rule', Bot],
]);

function ActivityIcon({ activity, severities }: ActivityLineProps): ReactNode {
  const { view } = useOpenIssue();
  const { kind, field, to } = activity;
  const state = kind === 'transitioned' && to !== null ? statesOf(view).get(to) : undefined;
  if (state !== undefined) return <StatusGlyph category={state.category} />;
  if (kind === 'edited' && field === 'severity') {
    const severity = severities.find(({ level }) => level === to);
    if (severity)
      return (
        <SeverityGlyph rank={severity.rank} colour={severity.colour} count={severities.length} />
      );
  }
  const priority = field === 'priority' ? PRIORITIES.find((one) => one === to) : undefined;
  if (kind === 'edited' && priority !== undefined) return <PriorityGlyph priority={priority} />;
  if (kind === 'created' && view.issue.type === 'task') return <Icon of={SquareCheck} size={14} />;
  return <Icon of={FIELD_ICONS.get(field ?? '') ?? KIND_ICONS[kind]} size={14} />;
}
