/** How far a backup or a restore is: rows, files of attachments, or what is read once more. */
export interface BackupProgress {
  readonly phase: 'rows' | 'files' | 'checking';
  readonly done: number;
  readonly total: number | null;
}

export interface BackupOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: BackupProgress) => void;
}
