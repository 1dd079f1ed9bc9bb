import type { CommandId, UserId } from '#domain/ids.ts';
import { usernameFor } from '#domain/import/username-slug.ts';
import { FIRST_SEVERITIES } from '#domain/severity/severity.ts';
import { PRESETS } from '#domain/workflow/presets.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import { saveLastProfile } from '#store/last-profile.ts';
import type { Engine } from './engine.ts';
import type { IncomingCommand } from './execute.ts';

export interface FirstPerson {
  readonly name: string;
  /** Made from the name unless told. */
  readonly username?: string;
  readonly email?: string | null;
  /** null, unless told: entering asks for no password. */
  readonly passwordHash?: string | null;
}

/** What it takes of an engine. */
type Begun = Pick<Engine, 'store' | 'clock' | 'execute'>;

/** Begins an empty workspace with its first admin, who is here again at the next start. */
export async function startWorkspace(engine: Begun, person: FirstPerson): Promise<Result<UserId>> {
  const { newId } = engine.clock;
  const id = newId() as UserId;
  const first: IncomingCommand = {
    id: newId() as CommandId,
    name: 'workspace.create',
    args: {
      name: 'Katydid',
      admin: {
        id,
        name: person.name,
        username: person.username ?? usernameFor(person.name, new Set()),
        email: person.email ?? null,
        passwordHash: person.passwordHash ?? null,
      },
      severities: FIRST_SEVERITIES.map(() => newId()),
      workflows: Object.fromEntries(Object.keys(PRESETS).map((name) => [name, newId()])),
    },
  };
  const { outcomes } = await engine.execute({ actor: null, commands: [first] });
  const [outcome] = outcomes;
  if (outcome?.outcome === 'rejected') return failure(outcome.error);
  await engine.store.transaction((tx) => saveLastProfile(tx, id));
  return success(id);
}

/** A project to file the first bug in, under a key that says what it is for. */
export async function startProject(
  engine: Begun,
  actor: UserId,
  project: { readonly key: string; readonly name: string },
): Promise<Result<string>> {
  const { newId } = engine.clock;
  const id = newId();
  const command = {
    id: newId() as CommandId,
    name: 'project.create',
    args: { id, ...project },
  };
  const { outcomes } = await engine.execute({ actor, commands: [command] });
  const [outcome] = outcomes;
  if (outcome?.outcome === 'rejected') return failure(outcome.error);
  return success(id);
}
