import type { TaskShape } from '#protocol/api.ts';
import type { Terminal } from './terminal.ts';

const WORDS: Readonly<Record<TaskShape['phase'], string>> = {
  reading: 'Reading',
  waiting: 'Waiting for another writer',
  copying: 'Writing',
  indexing: 'Making it searchable',
  done: 'Done',
  cancelled: 'Cancelled',
  failed: 'Failed',
};

/** One line on stderr that is written over as the work goes on; nothing where nobody looks. */
export function progressLine({ err, showsProgress }: Terminal): {
  readonly show: (progress: Pick<TaskShape, 'phase' | 'done' | 'total'>) => void;
  readonly end: () => void;
} {
  let shown = '';
  return {
    show({ phase, done, total }) {
      if (!showsProgress) return;
      const of = total === null ? '' : ` of ${total.toLocaleString('en')}`;
      const line = `${WORDS[phase]} ${done.toLocaleString('en')}${of}`;
      if (line === shown) return;
      err(`\r${line.padEnd(shown.length)}`);
      shown = line;
    },
    end() {
      if (shown !== '') err(`\r${' '.repeat(shown.length)}\r`);
      shown = '';
    },
  };
}
