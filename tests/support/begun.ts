import { rmSync } from 'node:fs';
import type { KyselyPlugin } from 'kysely';
import type { CommandId, UserId } from '#domain/ids.ts';
import type { Role } from '#domain/user/user.ts';
import type { Asker } from '#engine/asker.ts';
import { type Engine, openEngine } from '#engine/engine.ts';
import type { Outcome } from '#engine/execute.ts';
import { findUser } from '#engine/session.ts';
import { startProject, startWorkspace } from '#engine/start-workspace.ts';
import type { Read } from '#store/tables.ts';
import { countingClock, RESOURCES, scratchFolder } from './engine.ts';
import { freshDatabase } from './postgres.ts';

/** Somebody's command, by the admin unless told. */
export interface Given {
  readonly name: string;
  readonly args: unknown;
  readonly as?: UserId;
}

/** A begun workspace over either database: an admin `ada`, and the public project BUG. */
export interface Begun {
  readonly engine: Engine;
  readonly admin: UserId;
  readonly project: string;
  newId(): string;
  /** Gives commands one after another; throws at the first refusal. */
  run(...commands: readonly Given[]): Promise<void>;
  outcome(command: Given): Promise<Outcome>;
  /** The id of a new person. */
  person(username: string, role: Role): Promise<UserId>;
  /** The id of a new issue in BUG. */
  issue(args?: Readonly<Record<string, unknown>>, as?: UserId): Promise<string>;
  asker(user: UserId): Promise<Asker>;
  /** How many statements `work` reads with. */
  statements(user: UserId, work: (asker: Asker) => Promise<unknown>): Promise<number>;
  close(): Promise<void>;
}

export async function begin(database: 'sqlite' | 'postgres'): Promise<Begun> {
  const folder = scratchFolder();
  const postgres = database === 'postgres' ? await freshDatabase() : null;
  const clock = countingClock();
  const engine = await openEngine({
    folder,
    resources: RESOURCES,
    clock,
    ...(postgres ? { database: postgres.url } : {}),
  });
  const admin = await startWorkspace(engine, { name: 'Ada Admin', username: 'ada' });
  if (!admin.ok) throw new Error(admin.error.message);
  const project = await startProject(engine, admin.value, { key: 'BUG', name: 'Bugs' });
  if (!project.ok) throw new Error(project.error.message);
  const { id: severity } = await engine.store.read
    .selectFrom('severity')
    .select('id')
    .where('level', '=', 'Major')
    .executeTakeFirstOrThrow();

  async function outcome({ name, args, as = admin.ok ? admin.value : undefined }: Given) {
    const command = { id: clock.newId() as CommandId, name, args };
    const { outcomes } = await engine.execute({ actor: as ?? null, commands: [command] });
    const [only] = outcomes;
    if (only === undefined) throw new Error(`${name} had no outcome.`);
    return only;
  }
  async function run(...commands: readonly Given[]): Promise<void> {
    for (const command of commands) {
      const result = await outcome(command);
      if (result.outcome === 'rejected') {
        throw new Error(`${command.name}: ${JSON.stringify(result.error)}`);
      }
    }
  }
  async function asker(user: UserId): Promise<Asker> {
    const person = await findUser(engine, user);
    if (person === undefined) throw new Error(`Nobody has the id ${user}.`);
    return { store: engine.store, lists: engine.lists, user: person, now: clock.now() };
  }
  return {
    engine,
    admin: admin.value,
    project: project.value,
    newId: clock.newId,
    outcome,
    run,
    async person(username, role) {
      const id = clock.newId();
      await run({ name: 'user.create', args: { id, username, name: username, role } });
      return id as UserId;
    },
    async issue(args = {}, as) {
      const id = clock.newId();
      const usual = { id, project: project.value, severity, title: 'A bug', description: 'Fails.' };
      await run({ name: 'issue.create', args: { ...usual, ...args }, ...(as ? { as } : {}) });
      return id;
    },
    asker,
    async statements(user, work) {
      let count = 0;
      const counting: KyselyPlugin = {
        transformQuery: ({ node }) => node,
        // Where a statement is asked: it may have been put together long before.
        transformResult: async ({ result }) => {
          count += 1;
          return result;
        },
      };
      const plain = await asker(user);
      const read = plain.store.read.withPlugin(counting) as Read;
      await work({ ...plain, store: { ...plain.store, read } });
      return count;
    },
    async close() {
      await engine.close();
      await postgres?.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
