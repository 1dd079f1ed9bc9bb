import { askPassword } from '#engine/ask-password.ts';
import type { ProcessCall } from './operation.ts';

/** What this process runs an operation in. A signal asks it to stop; a second one ends it. */
export function processCall(): ProcessCall {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stop.abort();
      process.once(signal, () => process.exit(1));
    });
  }
  return {
    env: process.env,
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
    write: (text) => void process.stderr.write(text),
    showsProgress: process.stderr.isTTY,
    askPassword,
    stop: stop.signal,
  };
}
