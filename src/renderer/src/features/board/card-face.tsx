import { Lock } from 'lucide-react';
import type { IssueRow } from '#protocol/shapes.ts';
import { Avatar } from '../../components/avatar.tsx';
import { Icon } from '../../components/icon.tsx';
import { PriorityGlyph } from '../../components/priority-glyph.tsx';
import { SeverityGlyph } from '../../components/severity-glyph.tsx';
import { TagChip } from '../../components/tag-chip.tsx';
import { VisuallyHidden } from '../../components/visually-hidden.tsx';
import { PRIORITY_WORDS } from '../issue/words.ts';
import styles from './card.module.css';

interface CardFaceProps {
  readonly issue: IssueRow;
  /** How many severities there are. */
  readonly severities: number;
  /** Without tags and assignee, as above a form. */
  readonly brief?: boolean | undefined;
}

/** Tags beyond these are counted. */
const SHOWN_TAGS = 2;

/** What a card shows of its issue. */
export function CardFace({ issue, severities, brief = false }: CardFaceProps) {
  const { key, title, confidential, priority, severity } = issue;
  return (
    <>
      <span className={styles.top}>
        <span className={styles.key}>{key}</span>
        {confidential && (
          <span className={styles.mark} title="Confidential">
            <Icon of={Lock} size={12} />
            <VisuallyHidden>Confidential</VisuallyHidden>
          </span>
        )}
        <span className={styles.glyphs}>
          <PriorityGlyph priority={priority} label={`Priority ${PRIORITY_WORDS[priority]}`} />
          <SeverityGlyph
            rank={severity.rank}
            count={severities}
            colour={severity.colour}
            label={severity.level}
          />
        </span>
      </span>
      <span className={styles.title} dir="auto" title={title}>
        {title}
      </span>
      {!brief && <CardFoot issue={issue} />}
    </>
  );
}

function CardFoot({ issue: { tags, assignee } }: Pick<CardFaceProps, 'issue'>) {
  const more = tags.length - SHOWN_TAGS;
  return (
    <span className={styles.bottom}>
      <span className={styles.tags}>
        {tags.slice(0, SHOWN_TAGS).map(({ id, name, colour }) => (
          <TagChip key={id} name={name} colour={colour} bare />
        ))}
        {more > 0 && <span className={styles.more}>+{more}</span>}
      </span>
      <Avatar person={assignee} />
    </span>
  );
}
