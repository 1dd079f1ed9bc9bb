import { monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter';
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element';
import { useEffect, useRef } from 'react';
import type { IssueRow } from '#protocol/shapes.ts';
import type { CardMoving } from './use-card-move.ts';

type Targets = readonly { readonly data: Record<string | symbol, unknown> }[];

/** Hears what the mouse drags, wherever on the board; near its edges the board scrolls. */
export function useDragging(moving: CardMoving, frame: HTMLElement | null): void {
  const latest = useRef(moving);
  useEffect(() => {
    latest.current = moving;
  });
  useEffect(() => {
    if (frame === null) return;
    return combine(
      monitorForElements({
        onDragStart: ({ source }) => latest.current.lift(source.data.issue as IssueRow, 'mouse'),
        onDropTargetChange: ({ location }) =>
          latest.current.holdOver(statusOf(location.current.dropTargets)),
        onDrop: ({ location }) => {
          latest.current.holdOver(statusOf(location.current.dropTargets));
          latest.current.drop();
        },
      }),
      autoScrollForElements({ element: frame }),
    );
  }, [frame]);
}

function statusOf([target]: Targets): string | null {
  const status = target?.data.status;
  return typeof status === 'string' ? status : null;
}
