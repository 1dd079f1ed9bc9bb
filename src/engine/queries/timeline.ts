import type { ActivityKind } from '#domain/activity/activity.ts';
import type { UserId } from '#domain/ids.ts';
import type { CallInput, CallOutput } from '#protocol/api.ts';
import { type Result, success } from '#protocol/result.ts';
import type { TimelineEntry } from '#protocol/shapes.ts';
import { loadComments, loadUsers } from '#store/load-tables.ts';
import type { Asker } from '../asker.ts';
import { findIssue, peopleOf, seqOf } from './find-issue.ts';
import { type NamedIssues, namedInRecord, shownText } from './named-issues.ts';
import { person, time, timeOrNull } from './shape.ts';

interface Place {
  readonly at: number;
  readonly id: string;
  readonly entry: 'activity' | 'comment';
}

/** Set by a move, which stands beside them with the same time. */
const FOLLOWING_FIELDS = ['resolvedAt', 'closedAt'];

/**
 * Activity and comments of an issue as one timeline, oldest first. A comment stands for itself, so
 * the activity that tells of it is left out; so is what names an issue that the asker does not see.
 */
export async function timeline(
  { issue: name, show, offset, count }: CallInput<'issue.timeline'>,
  asker: Asker,
): Promise<Result<CallOutput<'issue.timeline'>>> {
  const found = await findIssue(name, asker);
  if (!found.ok) return found;
  const seq = await seqOf(asker.store.read, found.value.issue.id);
  const named = await namedInRecord(seq, asker);
  const places = [
    ...(show === 'comments' ? [] : await activityPlaces(seq, asker)).filter(
      ({ id }) => !named.hidden.has(id),
    ),
    ...(show === 'changes' ? [] : await commentPlaces(seq, asker)),
  ].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const window = places.slice(offset, offset + count);
  const entries = await readEntries(seq, window, named.keys, asker);
  return success({ total: places.length, entries });
}

async function activityPlaces(seq: number, { store }: Asker): Promise<readonly Place[]> {
  const rows = await store.read
    .selectFrom('activity')
    .select(['at', 'id'])
    .where('issue', '=', seq)
    .where('kind', '<>', 'commented')
    .where((eb) => eb.or([eb('field', 'is', null), eb('field', 'not in', FOLLOWING_FIELDS)]))
    .execute();
  return rows.map((row) => ({ ...row, entry: 'activity' }));
}

async function commentPlaces(seq: number, { store }: Asker): Promise<readonly Place[]> {
  const rows = await store.read
    .selectFrom('comment')
    .select(['created_at as at', 'id'])
    .where('issue', '=', seq)
    .execute();
  return rows.map((row) => ({ ...row, entry: 'comment' }));
}

async function readEntries(
  seq: number,
  places: readonly Place[],
  keys: NamedIssues['keys'],
  { store }: Asker,
): Promise<TimelineEntry[]> {
  const idsOf = (entry: Place['entry']) =>
    places.filter((place) => place.entry === entry).map(({ id }) => id);
  const { read, dialect } = store;
  const [first, last] = [places[0], places.at(-1)];
  if (!first || !last) return [];
  const activity = await read
    .selectFrom('activity')
    .innerJoin('user', 'user.n', 'activity.actor')
    .select(['activity.id', 'activity.kind', 'activity.at', 'activity.field'])
    .select(['activity.from_text', 'activity.to_text'])
    .select(['user.id as actor_id', 'user.username', 'user.name'])
    .where('activity.issue', '=', seq)
    .where('activity.at', '>=', first.at)
    .where('activity.at', '<=', last.at)
    .execute();
  const comments = await loadComments(read, dialect, idsOf('comment'));
  const authors = peopleOf(
    await loadUsers(read, dialect, [...new Set(comments.map(({ author }) => author as string))]),
  );
  const activityById = new Map(activity.map((row) => [row.id, row]));
  const commentById = new Map(comments.map((row) => [row.id as string, row]));
  return places.flatMap((place): TimelineEntry[] => {
    if (place.entry === 'activity') {
      const row = activityById.get(place.id);
      if (!row) return [];
      const { id, at, field, username, name } = row;
      const kind = row.kind as ActivityKind;
      const shown = (text: string | null) => shownText(text, { kind, field }, keys);
      const [from, to] = [shown(row.from_text), shown(row.to_text)];
      const actor = { id: row.actor_id, username, name };
      return [{ entry: 'activity', activity: { id, kind, actor, at: time(at), field, from, to } }];
    }
    const row = commentById.get(place.id);
    const author = row && authors.get(row.author as UserId);
    if (!row || !author) return [];
    return [
      {
        entry: 'comment',
        comment: {
          id: row.id,
          issue: row.issue,
          author: person(author),
          content: row.content,
          createdAt: time(row.createdAt),
          updatedAt: time(row.updatedAt),
          editedAt: timeOrNull(row.editedAt),
        },
      },
    ];
  });
}
