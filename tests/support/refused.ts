import type { HttpAnswer } from './server.ts';

/** What a table of refusals compares: the status, the code, and the field at fault where one is. */
export function refusalOf({ status, body }: HttpAnswer): readonly unknown[] {
  const { code, field } = body.error ?? {};
  return field === undefined ? [status, code] : [status, code, field];
}
