import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startHost } from '#main/host.ts';
import { RESOURCES, scratchFolder } from '#tests/support/engine.ts';

let folder: string;
beforeEach(() => {
  folder = scratchFolder();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const start = () => startHost({ folder, shell: 'browser', resources: RESOURCES });

test('what was asked before the end is answered, what is asked after it is refused', async () => {
  const host = await start();
  const begun = host.call('workspace.start', { name: 'Ana', start: 'empty' });
  const closed = host.close();
  const late = host.call('session.get', {});
  expect(await begun).toMatchObject({ ok: true, value: { profile: { name: 'Ana' } } });
  expect(await late).toMatchObject({ ok: false, error: { code: 'UNAVAILABLE' } });
  await Promise.all([closed, host.close()]);
  const again = await start();
  expect(await again.call('session.get', {})).toMatchObject({
    value: { profile: { name: 'Ana' } },
  });
  await again.close();
});

test('a file that is no workspace is refused in words and left alone', async () => {
  writeFileSync(
    join(folder, 'katydid.sqlite'),
    'not a database, but long enough for a header'.repeat(4),
  );
  await expect(start()).rejects.toThrow(/is not a Katydid workspace/);
});
