import type { Query } from '#domain/query/ast.ts';
import type { IssueShape } from '#protocol/shapes.ts';
import type { Look, PageRequest } from '#store/list-issues.ts';
import { type Keyset, keysetsOf, type Side } from '#store/query/keyset.ts';
import type { Asker } from '../asker.ts';
import { shapesBySeq } from './issue-shapes.ts';

/**
 * A row next to a part of a list, as it was shown: whoever comes back with it may no longer see the
 * row, so nothing is looked up by it. Its row number is nobody's to know, nor to make up.
 */
export interface IssueMark {
  readonly seq: number;
  /** What the list is ordered by, but for the row number; null: by how well words were found. */
  readonly values: Keyset | null;
  /** Where it stood. */
  readonly place: number;
}

/** By position, or next to a row; null: from the beginning. */
export type IssueWindow =
  | { readonly offset: number; readonly count: number }
  | { readonly side: Side; readonly mark: IssueMark | null; readonly count: number };

export interface WholeIssues {
  /** Exactly how many match. */
  readonly total: number;
  readonly issues: readonly IssueShape[];
  /** Of a part next to a row: what leads on and back; null: nothing there. */
  readonly next: IssueMark | null;
  readonly previous: IssueMark | null;
}

/**
 * A part of the list of a query, its issues whole. Next to a row it goes by what the row was ordered by, so that what
 * others add, take away or move meanwhile neither hides an issue nor shows one twice. Where words are
 * searched, the list is one of positions, and the row is looked for in it.
 * @param query parsed and checked
 */
export async function listWholeIssues(
  query: Query,
  zone: string,
  window: IssueWindow,
  asker: Asker,
): Promise<WholeIssues> {
  const { lists, user: viewer, now } = asker;
  const look = asker.look ?? (await lists.look(viewer));
  const request = { query, viewer, zone, now, look, offset: 0, count: 0 };
  if ('offset' in window) {
    const { total, seqs } = await lists.part({ ...request, ...window });
    const shapes = await shapesBySeq(seqs, look);
    return { total, issues: [...shapes.values()], next: null, previous: null };
  }
  const isSearch = query.terms.some(({ kind }) => kind === 'text');
  return isSearch ? besidePosition(request, window, asker) : besideKey(request, window, asker);
}

type LookedUp = PageRequest & { readonly look: Look };

type Beside = Extract<IssueWindow, { side: Side }>;

async function besideKey(
  request: LookedUp,
  { side, mark, count }: Beside,
  { lists, store }: Asker,
): Promise<WholeIssues> {
  const { total } = await lists.part(request);
  const keyset = mark === null ? null : [...(mark.values ?? []), mark.seq];
  // One more tells whether there is more.
  const { seqs: found, order } = await lists.beside(request, { side, keyset, count: count + 1 });
  const isMore = found.length > count;
  const backwards = side === 'before';
  const seqs = backwards ? found.slice(isMore ? 1 : 0) : found.slice(0, count);
  const shapes = await shapesBySeq(seqs, request.look);
  const shown = [...shapes.keys()];
  const ends = await keysetsOf(store.read, order, [
    ...new Set([shown[0], shown.at(-1)].flatMap((end) => end ?? [])),
  ]);
  const markOf = (end: number | undefined): IssueMark | null => {
    const values = end === undefined ? undefined : ends.get(end);
    return end === undefined || values === undefined
      ? null
      : { seq: end, values: values.slice(0, -1), place: 0 };
  };
  return {
    total,
    issues: [...shapes.values()],
    next: backwards || isMore ? markOf(shown.at(-1)) : null,
    previous: (backwards ? isMore : mark !== null) ? markOf(shown[0]) : null,
  };
}

async function besidePosition(
  request: LookedUp,
  { side, mark, count }: Beside,
  { lists }: Asker,
): Promise<WholeIssues> {
  const all = await lists.positions(request);
  const here = mark === null ? -1 : all.indexOf(mark.seq);
  const place = here === -1 ? (mark?.place ?? 0) : here;
  const start =
    side === 'before' ? place - count : mark !== null && here !== -1 ? place + 1 : place;
  const from = Math.max(0, start);
  const seqs = [...all.slice(from, Math.max(0, start + count))];
  const shapes = await shapesBySeq(seqs, request.look);
  const markAt = (at: number): IssueMark | null => {
    const seq = all[at];
    return seq === undefined ? null : { seq, values: null, place: at };
  };
  return {
    total: all.length,
    issues: [...shapes.values()],
    next: from + seqs.length < all.length ? markAt(from + seqs.length - 1) : null,
    previous: from > 0 ? markAt(from) : null,
  };
}
