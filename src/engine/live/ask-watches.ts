import type { UserId } from '#domain/ids.ts';
import { type Matcher, matchAll } from '#store/live/match.ts';
import {
  sameNames,
  seeingAll,
  type WatchedQuery,
  waitsForNames,
} from '#store/live/watched-query.ts';
import { findNames } from '#store/query/names.ts';
import type { SeqSet } from '#store/query/seq-set.ts';
import { type Scope, scopeOf } from '#store/query/viewer.ts';
import type { Viewer } from './directory.ts';
import type { News, Reading, Told } from './news.ts';
import type { Watch } from './watch.ts';

/** More issues than this that begin or cease to match unchanged are not told one by one. */
const MOST_TURNED = 500;

/** What a watch finds now, kept apart until everything has been read. */
export interface Finding {
  readonly watched: WatchedQuery;
  /** Of the changed issues, or of all where the query was asked whole. */
  readonly matches: SeqSet;
  readonly whole: boolean;
  /** Issues that did not change and match otherwise than before all the same. */
  readonly turned: readonly number[];
  /** There are too many of them. */
  readonly reset: boolean;
}

/** Asks every watch what it finds now: of the changed issues, where nothing else can matter. */
export async function askWatches(
  matcher: Matcher,
  told: Told,
  news: News,
  watches: readonly Watch[],
  reading: Reading,
): Promise<ReadonlyMap<Watch, Finding>> {
  const findings = new Map<Watch, Finding>();
  const asked: { readonly watch: Watch; readonly watched: WatchedQuery }[] = [];
  for (const watch of watches) {
    if (watch.matches === null) continue;
    const watched = await renewed(watch, news, reading);
    if (isAskedWhole(watch, watched, told, news)) {
      findings.set(watch, await askWhole(watch.matches, watched, news, reading));
    } else asked.push({ watch, watched });
  }
  const { store, now } = reading;
  const queries = asked.map(({ watched }) => watched);
  const found = await matcher.match(store.read, queries, existing(news), now);
  for (const { watch, watched } of asked) {
    const matches = found.get(watched);
    if (!matches) throw new Error('A query was asked and not answered.');
    findings.set(watch, { watched, matches, whole: false, turned: [], reset: false });
  }
  return findings;
}

/** The query of a watch with what its names and its viewer mean now; the same object where equal. */
async function renewed(
  { watched, streams }: Watch,
  { changes, directory }: News,
  { store }: Reading,
): Promise<WatchedQuery> {
  const { scopeChanged, labelsChanged } = changes;
  const moved = scopeChanged || labelsChanged || waitsForNames(watched);
  const names = moved ? await findNames(store.read, watched.query) : watched.names;
  const [stream] = streams;
  const viewer = stream && directory.viewer(stream.user);
  const scope =
    scopeChanged && watched.traits.reaching && viewer
      ? await scopeOf(store.read, viewer.user)
      : watched.scope;
  if (scope === watched.scope && sameNames(names, watched.names)) return watched;
  return { ...watched, names, scope };
}

function isAskedWhole(watch: Watch, watched: WatchedQuery, told: Told, news: News): boolean {
  const { query, traits } = watched;
  if (watched !== watch.watched) return true;
  if (traits.reaching && news.position.version !== told.position.version) return true;
  const searches = query.terms.some(({ kind }) => kind === 'text');
  return searches && told.incomplete && !news.incomplete;
}

async function askWhole(
  before: SeqSet,
  watched: WatchedQuery,
  news: News,
  { store, now, comments }: Reading,
): Promise<Finding> {
  const matches = await matchAll(store.read, store.dialect, watched, now, comments);
  const [came, went] = [matches.without(before), before.without(matches)];
  const all = [...came.rising(), ...went.rising()];
  const turned = all.filter((seq) => !news.changed.has(seq));
  const reset = turned.length > MOST_TURNED;
  return { watched, matches, whole: true, turned: reset ? [] : turned, reset };
}

function existing({ changed }: News): readonly number[] {
  return [...changed].flatMap(([seq, fact]) => (fact === null ? [] : [seq]));
}

/** What the query of a new watch, or of one that is asked anew, means to its viewer now. */
export async function meaningFor(
  { query, traits, zone }: Pick<WatchedQuery, 'query' | 'traits' | 'zone'>,
  viewer: Viewer,
  { store }: Reading,
): Promise<WatchedQuery> {
  const names = await findNames(store.read, query);
  const scope: Scope = traits.reaching
    ? await scopeOf(store.read, viewer.user)
    : seeingAll(traits.ofViewer ? viewer.n : 0);
  return { query, traits, zone, scope, names };
}

/** Two queries of one key find the same; one that depends on the time is nobody else's. */
export function watchKey(
  text: string,
  { traits, zone }: Pick<WatchedQuery, 'traits' | 'zone'>,
  user: UserId,
  nth: number,
): string {
  const owner = traits.ofViewer ? user : '';
  return JSON.stringify([text.trim(), zone, owner, traits.ofTime ? nth : 0]);
}
