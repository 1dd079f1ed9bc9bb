import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openEngine } from '#engine/engine.ts';
import { RESOURCES, scratchFolder } from '#tests/support/engine.ts';

test('what began last ends first, and the store closes though an ending fails', async () => {
  const engine = await openEngine({ folder: scratchFolder(), resources: RESOURCES });
  const ended: string[] = [];
  engine.onClose(async () => void ended.push('first'));
  engine.onClose(() => Promise.reject(new Error('The file is in use.')));
  engine.onClose(async () => void ended.push('last'));
  await expect(engine.close()).rejects.toThrow('The file is in use.');
  expect(ended[0]).toBe('last');
  await expect(engine.store.version()).rejects.toThrow();
});

test('what a killed import left beside the workspace is gone after the next opening', async () => {
  const folder = scratchFolder();
  const dead = spawnSync(process.execPath, ['--eval', '']).pid;
  const left = join(folder, `import-${dead}-019ceb92-ea80-7000-8000-000000000001.staging`);
  const living = join(folder, `import-${process.pid}-019ceb92-ea80-7000-8000-000000000002.staging`);
  for (const file of [left, living]) writeFileSync(file, '');
  const engine = await openEngine({ folder, resources: RESOURCES });
  expect([existsSync(left), existsSync(living)]).toEqual([false, true]);
  await engine.close();
});
