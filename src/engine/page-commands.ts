import type { CommandId } from '#domain/ids.ts';
import { type Rejection, rejection } from '#domain/rejection.ts';
import type { User } from '#domain/user/user.ts';
import type { CallInput, CallOutput } from '#protocol/api.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import type { Engine } from './engine.ts';

/** Commands that only the host itself gives: they carry what a page must not make up. */
const HOST_ONLY = new Set([
  'workspace.create',
  'user.register',
  'user.set-password',
  'issue.import',
  'attachment.add',
]);

/** The commands of a page, by whoever is signed in. */
export async function executeForPage(
  engine: Engine,
  { commands, atomic = false }: CallInput<'execute'>,
  user: User,
): Promise<Result<CallOutput<'execute'>>> {
  for (const command of commands) {
    const refused = refuseForPage(command);
    if (refused) return failure(refused);
  }
  const { outcomes, version } = await engine.execute({
    actor: user.id,
    commands: commands.map(({ id, ...command }) => ({ ...command, id: id as CommandId })),
    atomic,
  });
  return success({ outcomes: [...outcomes], version });
}

/** Whether only the host itself gives a command of this name. */
export function isHostOnly(name: string): boolean {
  return HOST_ONLY.has(name);
}

/** Why a command is not taken from outside of the host; null: it is decided. */
export function refuseForPage({
  name,
  args,
}: CallInput<'execute'>['commands'][number]): Rejection | null {
  if (isHostOnly(name)) return rejection('FORBIDDEN', `${name} is not given by a page.`);
  if (name === 'user.create' && args.passwordHash !== undefined) {
    const message = 'A new person begins without a password. Set one afterwards.';
    return rejection('FORBIDDEN', message, { field: 'passwordHash' });
  }
  return null;
}
