import { type ChangesSince, changesSince } from '#store/change-log.ts';
import {
  type FactOfChange,
  type IssueFact,
  type IssueFacts,
  loadFacts,
  readDeleted,
  readFacts,
} from '#store/live/issue-facts.ts';
import type { CommentIssues } from '#store/search/comment-issues.ts';
import { searchGap } from '#store/search/fill-search.ts';
import type { Asker } from '../asker.ts';
import { type Directory, loadDirectory } from './directory.ts';
import type { Position } from './live-event.ts';

/** What a reading of the hub is given: a snapshot of the store as `store.read`, and the time. */
export interface Reading extends Omit<Asker, 'user' | 'lists' | 'look'> {
  readonly comments: CommentIssues;
}

/** The moment up to which everything was told, and what who-saw-what was then. */
export interface Told {
  readonly position: Position;
  readonly facts: IssueFacts;
  readonly directory: Directory;
  /** Some issues cannot be found by their words yet. */
  readonly incomplete: boolean;
}

/** More changed issues than this are not told one by one. */
const MOST_CHANGED = 2000;

/** What is new since a moment. */
export interface News {
  readonly position: Position;
  readonly changes: ChangesSince;
  /** It cannot be said what changed: everything is read anew, every stream is reset. */
  readonly anew: boolean;
  readonly facts: IssueFacts;
  readonly directory: Directory;
  readonly incomplete: boolean;
  /** The changed issues; null: deleted. Not to be used where everything is read anew. */
  readonly changed: ReadonlyMap<number, FactOfChange | null>;
  /** The ids of those that are deleted. */
  readonly deleted: ReadonlyMap<number, string>;
}

/** Reads the present moment, for which nothing was told yet. */
export async function readTold({ store }: Reading): Promise<Told> {
  const { version, epoch } = await changesSince(store.read, Number.MAX_SAFE_INTEGER, 0);
  return {
    position: { epoch, version },
    facts: await loadFacts(store.read, store.dialect),
    directory: await loadDirectory(store.read, store.dialect, []),
    incomplete: (await searchGap(store.read)) > 0,
  };
}

export async function readNews(told: Told, { store }: Reading): Promise<News> {
  const { read, dialect } = store;
  const changes = await changesSince(read, told.position.version, MOST_CHANGED);
  const position = { epoch: changes.epoch, version: changes.version };
  const anew = changes.tooMany || !reaches(changes, told.position);
  const changed = new Map<number, FactOfChange | null>();
  if (!anew && changes.issues.length > 0) {
    const facts = await readFacts(read, dialect, changes.issues);
    for (const seq of changes.issues) changed.set(seq, facts.get(seq) ?? null);
  }
  const isGone = [...changed.values()].includes(null);
  const directory =
    anew || changes.scopeChanged ? await told.directory.reload(read, dialect) : told.directory;
  await directory.learn(read, factsOf(changed));
  return {
    position,
    changes,
    anew,
    changed,
    directory,
    deleted: isGone ? await readDeleted(read, told.position.version) : new Map(),
    facts: anew ? await loadFacts(read, dialect) : told.facts,
    incomplete: (await searchGap(read)) > 0,
  };
}

/** Whether the log tells everything between a position and the present. */
export function reaches({ epoch, version, floor }: ChangesSince, since: Position): boolean {
  return epoch === since.epoch && since.version >= floor && since.version <= version;
}

/** What decides who sees an issue now, while `facts` still are of the moment before. */
export function factNow({ changed, facts }: News, seq: number): IssueFact | null {
  const fact = changed.get(seq);
  return fact === undefined ? facts.get(seq) : fact;
}

function* factsOf(changed: ReadonlyMap<number, FactOfChange | null>): Iterable<IssueFact> {
  for (const fact of changed.values()) if (fact !== null) yield fact;
}
