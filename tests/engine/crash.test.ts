import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openEngine } from '#engine/engine.ts';
import { startProject, startWorkspace } from '#engine/start-workspace.ts';
import { RESOURCES, scratchFolder } from '#tests/support/engine.ts';
import { randomFrom } from '#tests/support/seeded-random.ts';

/** Kills at random moments in all, over workspaces that each live through several; KATYDID_KILLS for more. */
const KILLS = Number(process.env.KATYDID_KILLS ?? 100);
const KILLS_A_WORKSPACE = 25;
/** The most answers that are waited for before a kill, and the most that one write of many brings. */
const MOST_ANSWERS = 30;
const MOST_A_WRITE = 4;

/** What the writer says before its first write. */
const READY = 'ready\n';
const WRITER = join(import.meta.dirname, '..', 'support', 'crash-writer.ts');

interface Moment {
  /** The answers that the writer has had by then, at least. */
  readonly answers: number;
  /** How long after the last of them, as a multiple of the time that an answer took so far. */
  readonly later: number;
}

/**
 * Kills a writer at a moment in its own time, so that a busy machine kills it in the midst of as
 * many writes as a quiet one, and gives what it had been told, as `outcome id`.
 */
async function killedWriter(
  folder: string,
  seed: number,
  admin: string,
  { answers, later }: Moment,
): Promise<readonly string[]> {
  const child = spawn(process.execPath, [WRITER, folder, String(seed), admin], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told: readonly string[] = [];
  let text = '';
  let begunAt: number | undefined;
  const reached = Promise.withResolvers<void>();
  child.stdout.on('data', (part) => {
    text += part;
    if (!text.startsWith(READY)) return;
    begunAt ??= performance.now();
    told = text.slice(READY.length).split('\n').slice(0, -1);
    if (told.length >= answers) reached.resolve();
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  await Promise.race([reached.promise, ended]);
  if (begunAt !== undefined) await wait((later * (performance.now() - begunAt)) / answers);
  child.kill('SIGKILL');
  await ended;
  return told;
}

test.each(Array.from({ length: KILLS / KILLS_A_WORKSPACE }, (_, index) => index + 1))(
  `what was acknowledged is there after kill -9, and the store is whole (seed %i, ${KILLS_A_WORKSPACE} kills)`,
  // So many processes start one after the other: half a minute on a quiet machine.
  { timeout: 300_000 },
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
      const moment = {
        answers: 1 + Math.floor(random() * MOST_ANSWERS),
        later: MOST_A_WRITE * random(),
      };
      acknowledged.push(...(await killedWriter(folder, seed * 1000 + kill, admin.value, moment)));
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
