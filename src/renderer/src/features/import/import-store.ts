import { create } from 'zustand';
import type { Rejection } from '#domain/rejection.ts';
import { rejection } from '#domain/rejection.ts';
import type { TaskShape } from '#protocol/api.ts';
import { call, listen } from '../../api.ts';
import { readPieces } from './read-pieces.ts';

/** How a file is imported. */
export interface ImportOptions {
  /** A project's key for all of it; null: the projects that the file names. */
  readonly project: string | null;
  /** Leave rows out that lack something, instead of importing nothing. */
  readonly skipBad: boolean;
  /** Only say what would happen. */
  readonly dryRun: boolean;
}

/** An import on its way, as the bars show it. */
export interface RunningImport {
  readonly label: string;
  readonly done: number;
  readonly total: number | null;
  readonly phase: TaskShape['phase'] | 'sending';
}

interface ImportStore {
  /** What was chosen and has not been imported yet. */
  readonly file: File | null;
  /** Bytes of the file that the host has. */
  readonly sent: number | null;
  /** What the host calls the file, once it has all of it. */
  readonly fileId: string | null;
  /** The import that was started last, running or ended. */
  readonly task: TaskShape | null;
  /** Whether the work that was started last only looks. */
  readonly dryRun: boolean;
  readonly error: Rejection | null;
}

export const useImport = create<ImportStore>(() => ({
  file: null,
  sent: null,
  fileId: null,
  task: null,
  dryRun: false,
  error: null,
}));

const ENDED: ReadonlySet<string> = new Set(['done', 'cancelled', 'failed']);

/** Whether work has neither ended nor been stopped. */
export function isRunning({ phase }: TaskShape): boolean {
  return !ENDED.has(phase);
}

function runningTask(): TaskShape | null {
  const { task } = useImport.getState();
  return task !== null && isRunning(task) ? task : null;
}

/** Takes a file to import; nothing is read before the import starts. */
export function chooseFile(file: File | null): void {
  if (runningTask() !== null) return;
  useImport.setState({ file, sent: null, fileId: null, task: null, error: null });
}

/** Hands the file to the host in pieces, then starts. What goes wrong stands in `error`. */
export async function startImport({ project, skipBad, dryRun }: ImportOptions): Promise<void> {
  const { file, fileId } = useImport.getState();
  if (file === null) return;
  useImport.setState({ error: null, task: null, dryRun });
  const id = fileId ?? (await send(file));
  if (id === null) return;
  const started = await call('import.start', {
    file: id,
    dryRun,
    skipBad,
    ...(project === null ? {} : { project }),
  });
  useImport.setState({ sent: null });
  if (!started.ok) return useImport.setState({ error: started.error, fileId: null });
  await refreshTask(started.value.task);
}

/** Stops the import, while the file is being sent too. */
export async function cancelImport(): Promise<void> {
  const task = runningTask();
  if (task !== null) await call('task.cancel', { task: task.id });
  else useImport.setState({ sent: null });
}

/** Reads what became of the latest import, after a reload of the page. */
export async function recallImport(): Promise<void> {
  if (useImport.getState().task === null) await refreshTask();
}

async function refreshTask(id?: string): Promise<void> {
  const result = await call('task.list', {});
  if (!result.ok) return;
  const { tasks } = result.value;
  const task = id === undefined ? tasks.at(-1) : tasks.find((one) => one.id === id);
  if (task !== undefined) useImport.setState({ task, dryRun: task.dryRun });
}

/** The host's name of the file; null where it was not taken, or the sending was cancelled. */
async function send(file: File): Promise<string | null> {
  useImport.setState({ sent: 0 });
  const begun = await call('file.begin', { name: file.name, size: file.size });
  if (!begun.ok) return refused(begun.error);
  const { file: id } = begun.value;
  try {
    for await (const { base64, read } of readPieces(file)) {
      if (useImport.getState().sent === null) return null;
      const taken = await call('file.append', { file: id, base64 });
      if (!taken.ok) return refused(taken.error);
      if (useImport.getState().sent !== null) useImport.setState({ sent: read });
    }
  } catch {
    const message = `${file.name} could not be read. Check that it is still there, and choose it again.`;
    return refused(rejection('VALIDATION', message));
  }
  useImport.setState({ fileId: id });
  return id;
}

function refused(error: Rejection): null {
  useImport.setState({ error, sent: null });
  return null;
}

listen((message) => {
  if (message.kind !== 'task') return;
  const { task } = useImport.getState();
  if (task === null || task.id === message.task.id || isRunning(message.task)) {
    useImport.setState({ task: message.task, dryRun: message.task.dryRun });
  }
  if (message.task.phase === 'done' && !message.task.dryRun) {
    useImport.setState({ file: null, fileId: null });
  }
});

/** What is running now, for the bars; null where nothing is. */
export function useRunningImport(): RunningImport | null {
  const { task, file, sent, dryRun } = useImport();
  if (task !== null && isRunning(task)) {
    const label = `${dryRun ? 'Checking' : 'Importing'} ${task.label}`;
    return { label, done: task.done, total: task.total, phase: task.phase };
  }
  if (sent === null || file === null) return null;
  const [done, total] = [sent, file.size].map((bytes) => Math.round(bytes / 1000));
  return { label: `Reading ${file.name}`, done: done ?? 0, total: total ?? null, phase: 'sending' };
}

const NOTES: Readonly<Record<RunningImport['phase'], string | undefined>> = {
  sending: 'in kB',
  reading: 'reading',
  waiting: 'waiting for other work',
  copying: 'copying, other changes wait a moment',
  indexing: 'making it searchable',
  done: undefined,
  cancelled: undefined,
  failed: undefined,
};

/** The word after the counts. */
export function noteOf({ phase }: RunningImport): string | undefined {
  return NOTES[phase];
}
