/** What an operation is run in. */
export interface OperationCall {
  /** What followed its name. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  /** Asks without showing what is typed; null where nobody answers. */
  readonly askPassword: (prompt: string) => Promise<string | null>;
  /** Aborted where the process is asked to stop. */
  readonly stop: AbortSignal;
}

/** 0 done, 1 it failed, 2 it was told something that it cannot use. */
export type ExitCode = 0 | 1 | 2;

/** One thing that `katydid-server` does. */
export interface Operation {
  readonly name: string;
  /** One line for `--help`. */
  readonly summary: string;
  readonly run: (call: OperationCall) => Promise<ExitCode>;
}
