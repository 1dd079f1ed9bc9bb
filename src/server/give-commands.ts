import type { CommandId } from '#domain/ids.ts';
import { type Rejection, rejection } from '#domain/rejection.ts';
import type { Outcome } from '#engine/execute.ts';
import { refuseForPage } from '#engine/page-commands.ts';
import type { CallInput } from '#protocol/api.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import type { Caller } from './auth/caller.ts';
import type { RequestContext } from './http/route-parts.ts';
import type { Services } from './services.ts';
import { write } from './write.ts';

type GivenCommand = CallInput<'execute'>['commands'][number];

/**
 * Commands as a program gives them by name, in their order in one transaction. Those that carry what a
 * program must not make up, or need a password besides, are refused before any is decided.
 */
export async function giveCommands(
  { caller, context }: { readonly caller: Caller; readonly context: RequestContext },
  services: Services,
  commands: readonly GivenCommand[],
  atomic: boolean,
): Promise<Result<readonly Outcome[]>> {
  for (const command of commands) {
    const refused = refuseForPage(command) ?? refuseOwnEmail(command, caller);
    if (refused) return failure(refused);
  }
  const given = commands.map(({ id, ...command }) => ({ ...command, id: id as CommandId }));
  return success(await write(services, caller, context, given, { atomic }));
}

/** One's own email signs one in: changing it needs the password, which a command does not carry. */
function refuseOwnEmail({ name, args }: GivenCommand, { user }: Caller): Rejection | null {
  const isOwn = typeof args.id === 'string' && args.id.toLowerCase() === user.id;
  if (name !== 'user.edit' || args.field !== 'email' || !isOwn) return null;
  const message = 'Your own email needs your password. Change it with PATCH /api/users/:id.';
  return rejection('FORBIDDEN', message, { field: 'field' });
}
