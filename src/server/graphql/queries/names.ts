import { personNamed, projectNamed } from '../../rest/refs.ts';
import type { GraphContext } from '../context.ts';

/** The id that a project's id or key means; one that nothing has where it means nothing. */
export function projectIn({ request, services }: GraphContext, name: string): Promise<string> {
  return projectNamed(name, { context: request, services });
}

/** The id that a person's id or username means, `me` the caller's; one that nobody has where it means nobody. */
export async function personIn(
  { request, services, caller }: GraphContext,
  name: string,
): Promise<string> {
  return name === 'me' ? caller.user.id : personNamed(name, { context: request, services });
}
