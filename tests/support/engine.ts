import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandId, UserId } from '#domain/ids.ts';
import type { Clock } from '#engine/clock.ts';
import { type Engine, openEngine } from '#engine/engine.ts';
import type { Outcome } from '#engine/execute.ts';
import { startProject, startWorkspace } from '#engine/start-workspace.ts';

/** A clock that goes on a second a reading, and ids that count: the same run, the same ids. */
export function countingClock(start = Date.UTC(2026, 2, 14, 9, 0, 0)): Clock {
  let reading = start;
  let made = 0;
  return {
    now: () => {
      reading += 1000;
      return reading;
    },
    newId: () => {
      made += 1;
      const time = start.toString(16).padStart(12, '0');
      const count = made.toString(16).padStart(12, '0');
      return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${count}`;
    },
  };
}

export interface TestEngine extends Engine {
  /** The first admin, and the project `BUG`. */
  readonly admin: UserId;
  readonly project: string;
  /** One command by the admin, or by `as`. */
  run(name: string, args: unknown, as?: UserId): Promise<Outcome>;
  /** The id of a new person of a role. */
  person(username: string, role: string): Promise<UserId>;
  /** The id of a new issue. */
  issue(args?: Readonly<Record<string, unknown>>, as?: UserId): Promise<string>;
}

export const RESOURCES = join(import.meta.dirname, '..', '..', 'resources');

export function scratchFolder(): string {
  return mkdtempSync(join(tmpdir(), 'katydid-test-'));
}

/** A begun workspace in a folder of its own, removed when it closes. */
export async function openTestEngine(clock: Clock = countingClock()): Promise<TestEngine> {
  const folder = scratchFolder();
  const engine = await openEngine({ folder, resources: RESOURCES, clock });
  engine.onClose(async () => rmSync(folder, { recursive: true, force: true }));
  const admin = await startWorkspace(engine, { name: 'Ada Admin', username: 'ada' });
  if (!admin.ok) throw new Error(admin.error.message);
  const project = await startProject(engine, admin.value, { key: 'BUG', name: 'Bugs' });
  if (!project.ok) throw new Error(project.error.message);

  const { id: severity } = await engine.store.read
    .selectFrom('severity')
    .select('id')
    .where('level', '=', 'Major')
    .executeTakeFirstOrThrow();

  async function run(name: string, args: unknown, as: UserId = admin.ok ? admin.value : never()) {
    const command = { id: clock.newId() as CommandId, name, args };
    const { outcomes } = await engine.execute({ actor: as, commands: [command] });
    const [outcome] = outcomes;
    return outcome ?? never();
  }
  async function made(id: string, outcome: Promise<Outcome>): Promise<string> {
    const result = await outcome;
    if (result.outcome === 'rejected') throw new Error(result.error.message);
    return id;
  }
  return {
    ...engine,
    admin: admin.value,
    project: project.value,
    run,
    async person(username, role) {
      const id = clock.newId();
      await made(id, run('user.create', { id, username, name: username, role }));
      return id as UserId;
    },
    issue(args = {}, as) {
      const id = clock.newId();
      const given = {
        id,
        project: project.value,
        severity,
        title: 'A bug',
        description: 'It fails.',
        ...args,
      };
      return made(id, run('issue.create', given, as));
    },
  };
}

function never(): never {
  throw new Error('Unreachable.');
}
