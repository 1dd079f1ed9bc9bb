import { changesSince } from '#store/change-log.ts';
import { readFacts } from '#store/live/issue-facts.ts';
import type { WatchedQuery } from '#store/live/watched-query.ts';
import type { SeqSet } from '#store/query/seq-set.ts';
import type { Viewer } from './directory.ts';
import type { LiveChange, Position } from './live-event.ts';
import { type Reading, reaches, type Told } from './news.ts';
import { notificationsSince } from './notifications-since.ts';
import { joined, RESET } from './read-round.ts';
import { ViewerShapes } from './viewer-shapes.ts';

/** More changed issues than this are not told one by one to somebody who comes back. */
const MOST_RESUMED = 500;

/**
 * What somebody is told who was here until `since`. Nobody knows any more what they were shown, so
 * that a reset stands for whatever might name an issue that they may never have seen, or leave one
 * with them that they see no longer.
 */
export async function resumed(
  since: Position,
  { watched, matches }: { readonly watched: WatchedQuery; readonly matches: SeqSet },
  viewer: Viewer,
  { position, facts, directory }: Told,
  reading: Reading,
): Promise<readonly LiveChange[]> {
  const { store } = reading;
  const changes = await changesSince(store.read, since.version, MOST_RESUMED);
  const { issues, tooMany, scopeChanged, labelsChanged } = changes;
  if (!reaches(changes, since) || tooMany || scopeChanged || labelsChanged) return [RESET];
  // Which of these issues match hangs on others too, unchanged ones among them.
  if (watched.traits.reaching && since.version !== position.version) return [RESET];

  const rows = await readFacts(store.read, store.dialect, issues);
  if (rows.size < issues.length) return [RESET];
  const told = [];
  for (const seq of issues) {
    const fact = rows.get(seq);
    if (!fact) continue;
    const sees = directory.sees(viewer, fact);
    if (!sees && directory.seesProjectOf(viewer, fact)) return [RESET];
    if (sees) told.push({ seq, id: fact.id, fact, matches: matches.has(seq) });
  }
  const shapes = await ViewerShapes.read(
    new Map(told.filter((row) => row.matches).map(({ seq, fact }) => [seq, fact])),
    directory,
    (seq) => facts.get(seq),
    reading,
  );
  const lines = told.map(
    ({ seq, id, matches }): LiveChange =>
      matches
        ? { event: 'updated', data: shapes.of(seq, viewer) }
        : { event: 'left', data: { id } },
  );
  const missed = await notificationsSince(
    since.version,
    [viewer],
    directory,
    (seq) => facts.get(seq),
    reading,
  );
  return joined(lines, missed.get(viewer.user.id) ?? []);
}
