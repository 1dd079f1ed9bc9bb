import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openEngine } from '#engine/engine.ts';
import { resumeIndexing } from '#engine/import/resume-index.ts';
import { dropStaleStagings } from '#engine/import/staging-path.ts';
import { startWorkspace } from '#engine/start-workspace.ts';
import { searchGap } from '#store/search/fill-search.ts';
import { RESOURCES, scratchFolder } from '#tests/support/engine.ts';
import { jsonLines, trackerRow } from './import-files.ts';

const ROWS = 3000;
const PROGRAM = join(import.meta.dirname, 'importing-process.ts');
/** The phases in which the process is killed, and how far they are then, as a share. */
const MOMENTS = [
  ['reading', 0],
  ['waiting', 0],
  ['copying', 0],
  ['copying', 0.3],
  ['copying', 0.9],
  ['indexing', 0],
  ['indexing', 0.5],
  ['indexing', 0.9],
] as const;

let folder: string;
beforeEach(() => {
  folder = scratchFolder();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.each(MOMENTS)(
  'killed while %s (share %d): nothing or everything is there, and what is left is resumed',
  async (phase, share) => {
    const workspace = join(folder, 'ws');
    mkdirSync(workspace);
    const file = join(folder, 'rows.jsonl');
    const rows = Array.from({ length: ROWS }, (_, index) =>
      trackerRow(String(index), { title: `Word${index}`, labels: [`label ${index % 50}`] }),
    );
    writeFileSync(file, jsonLines(rows));
    const begun = await openEngine({ folder: workspace, resources: RESOURCES });
    const admin = await startWorkspace(begun, { name: 'Ada' });
    if (!admin.ok) throw new Error(admin.error.message);
    await begun.close();

    const child = spawn(
      process.execPath,
      [PROGRAM, workspace, file, admin.value, phase, String(share)],
      {
        stdio: ['ignore', 'inherit', 'inherit'],
      },
    );
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
    expect(signal).toBe('SIGKILL');

    const engine = await openEngine({ folder: workspace, resources: RESOURCES });
    try {
      dropStaleStagings(workspace);
      await resumeIndexing(engine);
      const { read } = engine.store;
      const { n } = await read
        .selectFrom('issue')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
      expect(n).toBe(phase === 'indexing' ? ROWS : 0);
      expect(await engine.store.verify()).toEqual([]);
      expect(await searchGap(read)).toBe(0);
      expect(readdirSync(workspace).filter((name) => name.endsWith('.staging'))).toEqual([]);
      const { parse } = await import('#domain/query/parse.ts');
      const words = parse('word2999');
      if (!words.ok) throw new Error('The query is wrong.');
      const found = await engine.lists.page({
        query: words.query,
        viewer: { id: admin.value, role: 'admin' },
        zone: 'UTC',
        now: engine.clock.now(),
        offset: 0,
        count: 1,
      });
      expect(found.total).toBe(n === 0 ? 0 : 1);
    } finally {
      await engine.close();
    }
  },
);
