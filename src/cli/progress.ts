import { countedText, IMPORT_WORDS, progressLine as line } from '#engine/progress-line.ts';
import type { TaskShape } from '#protocol/api.ts';
import type { Terminal } from './terminal.ts';

/** One line on stderr that is written over as the work goes on; nothing where nobody looks. */
export function progressLine({ err, showsProgress }: Terminal): {
  readonly show: (progress: Pick<TaskShape, 'phase' | 'done' | 'total'>) => void;
  readonly end: () => void;
} {
  const { show, end } = line(err, showsProgress);
  return {
    show: ({ phase, done, total }) => show(countedText(IMPORT_WORDS[phase], done, total)),
    end,
  };
}
