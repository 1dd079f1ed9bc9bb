import type { IssueShape } from '#protocol/shapes.ts';
import { seeingAll } from '#store/live/watched-query.ts';
import { NOBODY } from '#store/query/viewer.ts';
import type { Asker } from '../asker.ts';
import { shapesById } from '../queries/issue-shapes.ts';

/**
 * The whole shapes of issues, by id, as somebody would get them who sees everything and watches
 * nothing, so that one reading serves all viewers. Never hand one out as it is: `ViewerShapes` makes
 * it a viewer's own.
 */
export async function readShapes(
  ids: readonly string[],
  { store }: Pick<Asker, 'store'>,
): Promise<ReadonlyMap<string, IssueShape>> {
  const shapes = await shapesById(ids, seeingAll(NOBODY), store);
  return new Map(shapes.map((shape) => [shape.id, shape]));
}
