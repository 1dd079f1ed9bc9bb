import type { ParseArgsOptionsConfig } from 'node:util';

/** What an operation is run in. */
export interface OperationCall {
  /** The flags of the configuration that followed its name. */
  readonly args: readonly string[];
  /** What followed beside flags, as many as the operation takes. */
  readonly words: readonly string[];
  /** Flags of the operation itself. */
  readonly flags: Readonly<Record<string, string | boolean | undefined>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  /** Takes text for people as it is, without a line's end; beside `err`. */
  readonly write: (text: string) => void;
  /** Whether a person looks at `write`: progress is shown only to people. */
  readonly showsProgress: boolean;
  /** Asks without showing what is typed; null where nobody answers. */
  readonly askPassword: (prompt: string) => Promise<string | null>;
  /** Aborted where the process is asked to stop. */
  readonly stop: AbortSignal;
}

/** 0 done, 1 it failed, 2 it was told something that it cannot use. */
export type ExitCode = 0 | 1 | 2;

/** What the process gives every operation. */
export type ProcessCall = Omit<OperationCall, 'args' | 'words' | 'flags'>;

/** One thing that `katydid-server` does. */
export interface Operation {
  readonly name: string;
  /** One line for `--help`. */
  readonly summary: string;
  /** What follows the name, and how many words that is at least and at most; none unless told. */
  readonly takes?: { readonly words: string; readonly count: readonly [number, number] };
  readonly flags?: ParseArgsOptionsConfig;
  /** A line a flag, for `--help`. */
  readonly flagHelp?: readonly string[];
  readonly run: (call: OperationCall) => Promise<ExitCode>;
}
