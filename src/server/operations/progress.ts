import type { BackupProgress } from '#engine/backup/backup-progress.ts';
import {
  countedText,
  IMPORT_WORDS,
  type ProgressLine,
  progressLine,
} from '#engine/progress-line.ts';
import type { OperationCall } from './operation.ts';

const WORDS: Readonly<Record<BackupProgress['phase'] | keyof typeof IMPORT_WORDS, string>> = {
  ...IMPORT_WORDS,
  rows: 'Copying rows',
  files: 'Copying files',
  checking: 'Checking files',
};

export interface Progress extends Pick<ProgressLine, 'end'> {
  readonly show: (progress: {
    readonly phase: keyof typeof WORDS;
    readonly done: number;
    readonly total: number | null;
  }) => void;
}

/** How far an operation is, on a terminal. */
export function progressOf({ write, showsProgress }: OperationCall): Progress {
  const { show, end } = progressLine(write, showsProgress);
  return { show: ({ phase, done, total }) => show(countedText(WORDS[phase], done, total)), end };
}
