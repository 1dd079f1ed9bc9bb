import { API, type CallName } from '#protocol/api.ts';

/** Whether a name that came from outside is one of the table's own. */
export function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(API, name);
}
