import { askPassword } from '#engine/ask-password.ts';

/** What a call is run in: where words go, how wide that is, and how it is told to stop. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Progress is shown only to people. */
  readonly showsProgress: boolean;
  /** Characters in a line of the output. */
  readonly columns: number;
  readonly stop: AbortSignal;
  /** Asks without showing what is typed; null where nobody can be asked. */
  readonly askPassword: (prompt: string) => Promise<string | null>;
}

const USUAL_COLUMNS = 120;

/** The terminal of this process. Ctrl+C asks the call to stop; a second one ends it. */
export function processTerminal(): Terminal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    showsProgress: process.stderr.isTTY,
    columns: process.stdout.columns ?? USUAL_COLUMNS,
    stop: stop.signal,
    askPassword,
  };
}
