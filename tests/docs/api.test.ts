import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { DATABASES, startServer } from '#tests/support/server.ts';

const PAGE = join(import.meta.dirname, '..', '..', 'docs', 'api.md');

/** The blocks of the page in order, as the one program that they are. */
function programOf(page: string): string {
  return [...page.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, block]) => block).join('\n');
}

describe.each(DATABASES)('a client written from docs/api.md alone, on %s', (database) => {
  test('signs up, files, assigns, moves, comments and watches live', async () => {
    const server = await startServer(database, { SIGN_UP: 'open' });
    const project = server.engine.clock.newId();
    await server.run('project.create', { id: project, key: 'PAY', name: 'Payments' });
    const folder = mkdtempSync(join(tmpdir(), 'katydid-docs-'));
    const file = join(folder, 'client.mjs');
    writeFileSync(file, programOf(readFileSync(PAGE, 'utf8')));
    const child = spawn(process.execPath, [file], {
      env: { ...process.env, KATYDID_URL: server.url },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [printed, failed] = await Promise.all([text(child.stdout), text(child.stderr)]);
    if (child.exitCode === null) await once(child, 'exit');
    await server.close();
    rmSync(folder, { recursive: true });

    expect(failed).toBe('');
    const lines = printed.trimEnd().split('\n');
    const live = lines.filter((line) => line.startsWith('live:'));
    expect(lines.filter((line) => !line.startsWith('live:'))).toEqual([
      'signed up: ana tester',
      'filed: PAY-1 open',
      'open moves: in_progress',
      'closed: closed fixed 4.18.2',
      'refused: 400 INVALID_TRANSITION',
      'found: PAY-1',
    ]);
    // Changes that come close together may be told as one.
    expect(live.length).toBeGreaterThan(0);
    expect(live.at(-1)).toBe('live: updated PAY-1 closed 1');
  });
});
