import { draggable } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter';
import { preserveOffsetOnSource } from '@atlaskit/pragmatic-drag-and-drop/utils/preserve-offset-on-source';
import { setCustomNativeDragPreview } from '@atlaskit/pragmatic-drag-and-drop/utils/set-custom-native-drag-preview';
import { CircleAlert } from 'lucide-react';
import { memo, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { IssueRow } from '#protocol/shapes.ts';
import { classNames } from '../../components/class-names.ts';
import { Icon } from '../../components/icon.tsx';
import styles from './card.module.css';
import { CardFace } from './card-face.tsx';

/** Around the card on its way, for its shadow and its tilt; in px. */
const PREVIEW_ROOM = 24;

interface BoardCardProps {
  readonly issue: IssueRow;
  readonly severities: number;
  readonly tabStop: boolean;
  /** What stands in its place while it is moved; undefined while it is not. */
  readonly away: string | undefined;
  /** Why its last move was refused. */
  readonly refusal: string | undefined;
  /** Whether it is shown beside the board. */
  readonly open: boolean;
  /** Whether its column is shut for the card that is being moved. */
  readonly shut: boolean;
  /** The id of the sentence on how cards are moved. */
  readonly describedBy: string;
  readonly onAsk: (issue: IssueRow) => unknown;
}

/** An issue as a card. While it is moved its place stays open; the keyboard waits there. */
export const BoardCard = memo(function BoardCard({
  issue,
  severities,
  tabStop,
  away,
  refusal,
  open,
  shut,
  describedBy,
  onAsk,
}: BoardCardProps) {
  const element = useRef<HTMLDivElement>(null);
  const [preview, setPreview] = useState<HTMLElement | null>(null);
  const latest = useRef(issue);
  useEffect(() => {
    latest.current = issue;
  });
  useEffect(() => {
    if (element.current === null) return;
    return draggable({
      element: element.current,
      getInitialData: () => ({ issue: latest.current }),
      onGenerateDragPreview: ({ nativeSetDragImage, source, location }) =>
        setCustomNativeDragPreview({
          nativeSetDragImage,
          getOffset: (shown) => {
            const { input } = location.current;
            const { x, y } = preserveOffsetOnSource({ element: source.element, input })(shown);
            return { x: x + PREVIEW_ROOM, y: y + PREVIEW_ROOM };
          },
          render: ({ container }) => {
            setPreview(container);
            return () => setPreview(null);
          },
        }),
    });
  }, []);

  const ask = () => onAsk(issue);
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a button cannot be dragged in every browser. */}
      <div
        ref={element}
        className={classNames(styles.card, away !== undefined && styles.away)}
        role="button"
        tabIndex={tabStop ? 0 : -1}
        data-card={issue.id}
        aria-describedby={describedBy}
        aria-current={open || undefined}
        aria-disabled={shut || undefined}
        onPointerEnter={ask}
        onPointerDown={ask}
        onFocus={ask}
      >
        <CardFace issue={issue} severities={severities} />
        {refusal !== undefined && (
          <span className={styles.refusal} dir="auto">
            <Icon of={CircleAlert} size={14} />
            {refusal}
          </span>
        )}
        {away !== undefined && (
          <span className={styles.slotText}>
            <strong>{issue.key}</strong>
            <span dir="auto">{away}</span>
          </span>
        )}
      </div>
      {preview !== null &&
        createPortal(
          <div
            className={styles.preview}
            style={{ width: element.current?.offsetWidth, padding: PREVIEW_ROOM }}
          >
            <div className={classNames(styles.card, styles.lifted)}>
              <CardFace issue={issue} severities={severities} />
            </div>
          </div>,
          preview,
        )}
    </>
  );
});
