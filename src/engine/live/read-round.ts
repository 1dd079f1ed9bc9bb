import type { NotificationShape } from '#protocol/shapes.ts';
import { type FactOfChange, type IssueFact, readFacts } from '#store/live/issue-facts.ts';
import { livingSessions } from '#store/live/living-sessions.ts';
import type { Matcher } from '#store/live/match.ts';
import { askWatches, type Finding } from './ask-watches.ts';
import type { Viewer } from './directory.ts';
import type { LiveChange, LiveEnding } from './live-event.ts';
import { factNow, type News, type Reading, readNews, type Told } from './news.ts';
import { notificationsSince } from './notifications-since.ts';
import { ViewerShapes } from './viewer-shapes.ts';
import type { Stream, Watch } from './watch.ts';

/** All that a round tells, read before any of it is told. */
export interface Round {
  readonly news: News;
  readonly findings: ReadonlyMap<Watch, Finding>;
  readonly ended: ReadonlyMap<Stream, LiveEnding>;
  readonly changes: ReadonlyMap<Stream, readonly LiveChange[]>;
}

export const RESET: LiveChange = { event: 'reset', data: {} };

/** Works out, in one snapshot, what every open stream has to be told since the moment told last. */
export async function readRound(
  matcher: Matcher,
  told: Told,
  watches: readonly Watch[],
  reading: Reading,
): Promise<Round> {
  const news = await readNews(told, reading);
  const viewings = viewingsOf(watches, told, news);
  const ended = await endedStreams(viewings, reading);
  for (const stream of ended.keys()) viewings.delete(stream);
  const isNew = news.anew || news.position.version !== told.position.version;
  const isSearchable = told.incomplete && !news.incomplete;
  const findings: ReadonlyMap<Watch, Finding> =
    !news.anew && (isNew || isSearchable)
      ? await askWatches(matcher, told, news, watches, reading)
      : new Map();
  const issues = await tellTurns(turnsOf(viewings, findings, told, news), viewings, news, reading);
  const notifications = isNew ? await readNotifications(viewings, told, news, reading) : new Map();
  const changes = new Map<Stream, readonly LiveChange[]>();
  for (const stream of viewings.keys()) {
    const notified = notifications.get(stream.user) ?? [];
    changes.set(stream, joined(issues.get(stream) ?? [], notified));
  }
  return { news, findings, ended, changes };
}

/** Who looks at a stream, as they were at the moment told last and as they are now. */
interface Viewing {
  readonly then: Viewer;
  readonly now: Viewer;
}
type Viewings = ReadonlyMap<Stream, Viewing>;

/** Every open stream; whoever closes one while the round is read is not told, and does no harm. */
function viewingsOf(
  watches: readonly Watch[],
  told: Told,
  { directory }: News,
): Map<Stream, Viewing> {
  const viewings = new Map<Stream, Viewing>();
  for (const stream of watches.flatMap(({ streams }) => [...streams])) {
    const then = told.directory.viewer(stream.user);
    const now = directory.viewer(stream.user);
    if (!then || !now) throw new Error('A stream has a viewer whom nobody knows.');
    viewings.set(stream, { then, now });
  }
  return viewings;
}

async function endedStreams(
  viewings: Viewings,
  { store }: Reading,
): Promise<ReadonlyMap<Stream, LiveEnding>> {
  const sessions = new Set([...viewings.keys()].flatMap(({ session }) => session ?? []));
  const living = await livingSessions(store.read, store.dialect, [...sessions]);
  const ended = new Map<Stream, LiveEnding>();
  for (const [stream, { now }] of viewings) {
    if (now.user.blocked) ended.set(stream, 'blocked');
    else if (stream.session !== null && !living.has(stream.session)) ended.set(stream, 'session');
  }
  return ended;
}

/** One issue begins to be shown, is shown changed, or ceases to be shown. */
interface Turn {
  readonly seq: number;
  readonly turn: 'created' | 'updated' | 'left';
}

type Turns = ReadonlyMap<Stream, readonly Turn[] | 'reset'>;

/** Compares, for every stream, what it showed with what it shows. */
function turnsOf(
  viewings: Viewings,
  findings: ReadonlyMap<Watch, Finding>,
  told: Told,
  news: News,
): Turns {
  const turns = new Map<Stream, readonly Turn[] | 'reset'>();
  const rows = new Map(
    [...findings].map(([watch, finding]) => [watch, rowsOf(watch, finding, told, news)]),
  );
  const { scopeChanged, labelsChanged } = news.changes;
  for (const [stream, viewing] of viewings) {
    const finding = findings.get(stream.watch);
    if (!finding) continue;
    const moved = scopeChanged && told.directory.showsOtherwise(stream.user, news.directory);
    if (finding.reset || labelsChanged || moved) turns.set(stream, 'reset');
    else turns.set(stream, turnsFor(viewing, rows.get(stream.watch) ?? [], told, news));
  }
  return turns;
}

/** An issue that was found, or is; null where it was not, or is not. */
interface Row {
  readonly seq: number;
  readonly before: IssueFact | null;
  readonly after: IssueFact | null;
  readonly changed: boolean;
}

function rowsOf(watch: Watch, finding: Finding, told: Told, news: News): readonly Row[] {
  return [...news.changed.keys(), ...finding.turned]
    .map((seq) => ({
      seq,
      before: watch.matches?.has(seq) ? told.facts.get(seq) : null,
      after: finding.matches.has(seq) ? factNow(news, seq) : null,
      changed: news.changed.has(seq),
    }))
    .filter(({ before, after }) => before !== null || after !== null);
}

function turnsFor(
  { then, now }: Viewing,
  rows: readonly Row[],
  told: Told,
  news: News,
): readonly Turn[] {
  return rows.flatMap(({ seq, before, after, changed }): readonly Turn[] => {
    const was = before !== null && told.directory.sees(then, before);
    const is = after !== null && news.directory.sees(now, after);
    if (is && !was) return [{ seq, turn: 'created' }];
    if (was && !is) return [{ seq, turn: 'left' }];
    return is && changed ? [{ seq, turn: 'updated' }] : [];
  });
}

async function tellTurns(
  turns: Turns,
  viewings: Viewings,
  news: News,
  reading: Reading,
): Promise<ReadonlyMap<Stream, readonly LiveChange[]>> {
  const all = [...turns.values()].flatMap((own) => (own === 'reset' ? [] : own));
  const facts = await factsFor(
    all.map(({ seq }) => seq),
    news,
    reading,
  );
  const shown = new Set(all.flatMap(({ seq, turn }) => (turn === 'left' ? [] : [seq])));
  const shapes = await ViewerShapes.read(
    new Map([...facts].filter(([seq]) => shown.has(seq))),
    news.directory,
    (seq) => factNow(news, seq),
    reading,
  );
  const changes = new Map<Stream, readonly LiveChange[]>();
  for (const [stream, own] of turns) {
    const viewer = viewings.get(stream)?.now;
    if (own === 'reset' || !viewer) changes.set(stream, [RESET]);
    else {
      const told = own.map(
        ({ seq, turn }): LiveChange =>
          turn === 'left'
            ? { event: turn, data: { id: facts.get(seq)?.id ?? deletedId(news, seq) } }
            : { event: turn, data: shapes.of(seq, viewer) },
      );
      changes.set(stream, told);
    }
  }
  return changes;
}

function deletedId({ deleted }: News, seq: number): string {
  const id = deleted.get(seq);
  if (id === undefined) throw new Error(`A deleted issue has left no id: ${seq}`);
  return id;
}

/** Of changed issues as they were read; others, which turned unchanged, are read now. */
async function factsFor(
  seqs: readonly number[],
  { changed }: News,
  { store }: Reading,
): Promise<ReadonlyMap<number, FactOfChange>> {
  const others = [...new Set(seqs.filter((seq) => !changed.has(seq)))];
  const facts = new Map(await readFacts(store.read, store.dialect, others));
  for (const seq of seqs) {
    const fact = changed.get(seq);
    if (fact) facts.set(seq, fact);
  }
  return facts;
}

function readNotifications(
  viewings: Viewings,
  told: Told,
  news: News,
  reading: Reading,
): Promise<ReadonlyMap<string, readonly NotificationShape[] | 'reset'>> {
  const viewers = new Map([...viewings.values()].map(({ now }) => [now.n, now]));
  const { directory, position } = news;
  // What was notified in another history is read again with the list.
  const isRestored = position.epoch !== told.position.epoch;
  const since = isRestored ? position.version : told.position.version;
  const factOf = (seq: number) => factNow(news, seq);
  return notificationsSince(since, [...viewers.values()], directory, factOf, reading);
}

/** What a stream is told of issues, then of notifications; one reset stands for all before it. */
export function joined(
  issues: readonly LiveChange[],
  notifications: readonly NotificationShape[] | 'reset',
): readonly LiveChange[] {
  if (notifications === 'reset') return [RESET];
  return [...issues, ...notifications.map((data): LiveChange => ({ event: 'notification', data }))];
}
