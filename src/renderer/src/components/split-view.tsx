import {
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useRef,
  useState,
} from 'react';
import styles from './split-view.module.css';

/** In px; the widest is 60 % of the whole (design/ui: Measures). */
const NARROWEST = 480;
const USUAL = 584;
const WIDEST_SHARE = 0.6;
const STEP = 16;

interface SplitViewProps {
  /** What takes the room that is left. */
  readonly children: ReactNode;
  /** What stands at the end; null while nothing is open. */
  readonly pane: ReactNode | null;
  /** Names the handle between them: "Width of the issue". */
  readonly label: string;
  /** The width in px to begin with, and word of every change, for who remembers it. */
  readonly initialWidth?: number | undefined;
  readonly onWidthChange?: ((width: number) => void) | undefined;
}

/** Two panes with a handle between: dragged, or moved with the arrow keys; Home and a double
 * click give the usual width. */
export function SplitView({
  children,
  pane,
  label,
  initialWidth = USUAL,
  onWidthChange,
}: SplitViewProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(initialWidth);
  const [dragging, setDragging] = useState(false);

  const widest = () =>
    Math.max(NARROWEST, Math.round((frame.current?.clientWidth ?? 0) * WIDEST_SHARE));
  const resize = (next: number) => {
    const held = Math.min(widest(), Math.max(NARROWEST, Math.round(next)));
    setWidth(held);
    onWidthChange?.(held);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (!dragging || frame.current === null) return;
    const box = frame.current.getBoundingClientRect();
    const rightToLeft = getComputedStyle(frame.current).direction === 'rtl';
    resize(rightToLeft ? event.clientX - box.left : box.right - event.clientX);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = { ArrowLeft: width + STEP, ArrowRight: width - STEP, Home: USUAL, End: widest() };
    const wanted = next[event.key as keyof typeof next];
    if (wanted === undefined) return;
    event.preventDefault();
    resize(wanted);
  };

  return (
    <div ref={frame} className={styles.split}>
      <div className={styles.main}>{children}</div>
      {pane !== null && (
        <div className={styles.pane} style={{ '--pane-width': `${width}px` } as CSSProperties}>
          {/* biome-ignore lint/a11y/useSemanticElements: a movable separator is a widget, which hr is not. */}
          <div
            className={styles.handle}
            role="separator"
            tabIndex={0}
            aria-label={label}
            aria-orientation="vertical"
            aria-valuenow={width}
            aria-valuemin={NARROWEST}
            aria-valuemax={Math.max(width, USUAL)}
            data-dragging={dragging ? '' : undefined}
            onPointerDown={(event) => {
              event.currentTarget.setPointerCapture(event.pointerId);
              setDragging(true);
            }}
            onPointerMove={onPointerMove}
            onPointerUp={() => setDragging(false)}
            onPointerCancel={() => setDragging(false)}
            onDoubleClick={() => resize(USUAL)}
            onKeyDown={onKeyDown}
          />
          {pane}
        </div>
      )}
    </div>
  );
}
