/** One line that is written over as work goes on. */
export interface ProgressLine {
  readonly show: (text: string) => void;
  /** Takes the line away, so that other words can follow. */
  readonly end: () => void;
}

/**
 * A line of progress on a terminal; nothing where nobody looks.
 * @param write takes text as it is, without a line's end
 */
export function progressLine(write: (text: string) => void, isShown: boolean): ProgressLine {
  let shown = '';
  return {
    show(text) {
      if (!isShown || text === shown) return;
      write(`\r${text.padEnd(shown.length)}`);
      shown = text;
    },
    end() {
      if (shown !== '') write(`\r${' '.repeat(shown.length)}\r`);
      shown = '';
    },
  };
}

/** `Reading 1,200 of 5,000`. */
export function countedText(what: string, done: number, total: number | null): string {
  const of = total === null ? '' : ` of ${total.toLocaleString('en')}`;
  return `${what} ${done.toLocaleString('en')}${of}`;
}

/** What a phase of an import is called. */
export const IMPORT_WORDS = {
  reading: 'Reading',
  waiting: 'Waiting for another writer',
  copying: 'Writing',
  indexing: 'Making it searchable',
  done: 'Done',
  cancelled: 'Cancelled',
  failed: 'Failed',
} as const;
