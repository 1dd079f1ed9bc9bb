import type { UserId } from '#domain/ids.ts';
import type { User } from '#domain/user/user.ts';
import type { IssueShape } from '#protocol/shapes.ts';
import type { Asker } from '../asker.ts';
import { readIssueShapes } from '../queries/issue-shapes.ts';

/** Sees everything, so that one reading serves all viewers; each is then given their own view of it. */
const ALL_SEEING: User = {
  id: '00000000-0000-7000-8000-000000000000' as UserId,
  username: 'everybody',
  name: 'Everybody',
  email: null,
  role: 'admin',
  blocked: false,
  passwordHash: null,
  createdAt: 0,
  updatedAt: 0,
  version: 0,
};

/**
 * The whole shapes of issues, by id, as somebody would get them who sees everything and watches
 * nothing. Never hand one out as it is: `ViewerShapes` makes it a viewer's own.
 */
export async function readShapes(
  ids: readonly string[],
  asker: Omit<Asker, 'user'>,
): Promise<ReadonlyMap<string, IssueShape>> {
  const shapes = await readIssueShapes(ids, { ...asker, user: ALL_SEEING });
  return new Map(shapes.map((shape) => [shape.id, shape]));
}
