import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/**
 * Asks for a password at this process's terminal without showing what is typed; where there is no
 * terminal, a script may pipe it in as its first line. null: nobody answers.
 */
export function askPassword(prompt: string): Promise<string | null> {
  return process.stdin.isTTY ? askHidden(prompt) : readLine();
}

async function askHidden(prompt: string): Promise<string> {
  process.stderr.write(prompt);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return await lines.question('');
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}

async function readLine(): Promise<string | null> {
  const lines = createInterface({ input: process.stdin });
  try {
    for await (const line of lines) return line;
    return null;
  } finally {
    lines.close();
  }
}
