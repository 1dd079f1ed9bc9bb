import type { CommandId, UserId } from '#domain/ids.ts';
import { systemClock } from '#engine/clock.ts';
import type { IncomingCommand } from '#engine/execute.ts';
import { startProject, startWorkspace } from '#engine/start-workspace.ts';
import { WriteQueue } from '#engine/write-queue.ts';
import type { Store } from '#store/store.ts';

/** What commands on a begun workspace name. */
export interface Begun {
  readonly admin: UserId;
  /** The project `BUG`. */
  readonly project: string;
  readonly severity: string;
}

/** Begins a workspace in a migrated store, whichever database that is. */
export async function beginWorkspace(store: Store): Promise<Begun> {
  const writes = new WriteQueue(store);
  const { now } = systemClock;
  const beginning = {
    store,
    clock: systemClock,
    execute: (batch: Omit<Parameters<WriteQueue['execute']>[0], 'now'>) =>
      writes.execute({ ...batch, now }),
  };
  const admin = await startWorkspace(beginning, { name: 'Ada', username: 'ada' });
  if (!admin.ok) throw new Error(admin.error.message);
  const project = await startProject(beginning, admin.value, { key: 'BUG', name: 'Bugs' });
  if (!project.ok) throw new Error(project.error.message);
  const { id: severity } = await store.read
    .selectFrom('severity')
    .select('id')
    .where('level', '=', 'Major')
    .executeTakeFirstOrThrow();
  return { admin: admin.value, project: project.value, severity };
}

/** A command under a new id. */
export function aCommand(name: string, args: unknown): IncomingCommand {
  return { id: systemClock.newId() as CommandId, name, args };
}

/** A command that makes an issue. */
export function anIssueCommand(begun: Begun, more: object = {}): IncomingCommand {
  return aCommand('issue.create', {
    id: systemClock.newId(),
    project: begun.project,
    severity: begun.severity,
    title: 'A bug',
    description: 'It fails.',
    ...more,
  });
}
