import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openEngine } from '#engine/engine.ts';
import { startProject, startWorkspace } from '#engine/start-workspace.ts';
import { RESOURCES, scratchFolder } from '#tests/support/engine.ts';
import { randomFrom } from '#tests/support/seeded-random.ts';

/** Kills at random moments in all, over workspaces that each live through several. */
const KILLS = 200;
const KILLS_A_WORKSPACE = 25;
/** The latest moment of a kill after the first write can come, in milliseconds. */
const LATEST_MS = 120;

const WRITER = join(import.meta.dirname, '..', 'support', 'crash-writer.ts');

/** Lets a writer run for `afterMs`, kills it, and gives what it had been told, as `outcome id`. */
async function killedWriter(
  folder: string,
  seed: number,
  admin: string,
  afterMs: number,
): Promise<readonly string[]> {
  const child = spawn(process.execPath, [WRITER, folder, String(seed), admin], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told = '';
  const ready = Promise.withResolvers<void>();
  child.stdout.on('data', (part) => {
    told += part;
    if (told.includes('ready')) ready.resolve();
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  await Promise.race([ready.promise, ended]);
  await wait(afterMs);
  child.kill('SIGKILL');
  await ended;
  return told.split('\n').slice(1, -1);
}

test.each(Array.from({ length: KILLS / KILLS_A_WORKSPACE }, (_, index) => index + 1))(
  `what was acknowledged is there after kill -9, and the store is whole (seed %i, ${KILLS_A_WORKSPACE} kills)`,
  { timeout: 120_000 },
  async (seed) => {
    const random = randomFrom(seed);
    const folder = scratchFolder();
    const first = await openEngine({ folder, resources: RESOURCES });
    const admin = await startWorkspace(first, { name: 'Ada' });
    if (!admin.ok) throw new Error(admin.error.message);
    await startProject(first, admin.value, { key: 'BUG', name: 'Bugs' });
    await first.close();

    const acknowledged: string[] = [];
    for (let kill = 0; kill < KILLS_A_WORKSPACE; kill += 1) {
      const told = await killedWriter(
        folder,
        seed * 1000 + kill,
        admin.value,
        random() * LATEST_MS,
      );
      acknowledged.push(...told);
    }

    const engine = await openEngine({ folder, resources: RESOURCES });
    const kept = await engine.store.read.selectFrom('command').select(['id', 'outcome']).execute();
    const outcomes = new Map(
      kept.map(({ id, outcome }) => [id, outcome === 'null' ? 'accepted' : 'rejected']),
    );
    const lost = acknowledged.filter((line) => {
      const [outcome = '', id = ''] = line.split(' ');
      return outcomes.get(id) !== outcome;
    });
    const findings = await engine.store.verify();
    await engine.close();
    rmSync(folder, { recursive: true, force: true });

    expect(acknowledged.length).toBeGreaterThan(KILLS_A_WORKSPACE);
    expect(lost).toEqual([]);
    expect(findings).toEqual([]);
  },
);
