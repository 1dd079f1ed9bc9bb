import {
  type ActivityId,
  type AssignmentId,
  type CommentId,
  deriveId,
  type Instant,
  type IssueId,
  type UserId,
} from '../ids.ts';
import { isBlank } from '../text.ts';
import type { KnownPerson } from './directory.ts';
import { splitBody } from './fit-texts.ts';
import type { ImportedChange, ImportedComment, ImportRow } from './import-row.ts';
import type { SourceRow } from './source-row.ts';
import { resolutionOf, stateOf } from './source-words.ts';

/** Notes what had to be changed. */
export type Tell = (field: string, message: string) => void;
/** The person of this name; null: the source's unknown. */
export type PersonOf = (name: string | null) => KnownPerson;

/** Its own comments, after what of the description did not fit. */
export function commentsOf(
  source: SourceRow,
  continued: readonly string[],
  on: {
    readonly id: IssueId;
    readonly created: Instant;
    readonly reporter: KnownPerson;
    readonly person: PersonOf;
    readonly tell: Tell;
  },
): ImportedComment[] {
  const comments: ImportedComment[] = [];
  const add = (author: UserId, content: string, at: Instant) =>
    comments.push({
      id: deriveId<CommentId>(on.id, comments.length),
      author,
      content,
      createdAt: at,
      editedAt: null,
    });
  for (const piece of continued) add(on.reporter.id, piece, on.created);
  for (const { at, by, body } of source.comments) {
    if (isBlank(body)) {
      on.tell('comments', 'An empty comment was left out.');
      continue;
    }
    const pieces = splitBody(body);
    if (pieces.length > 1)
      on.tell('comments', 'A comment was too long; it goes on in further ones.');
    for (const piece of pieces) add(on.person(by).id, piece, at ?? on.created);
  }
  return comments;
}

/** The times at which it was done and closed, as the source tells, guessing late rather than early. */
export function endDates(source: SourceRow, closed: boolean, created: Instant) {
  const last = (categories: readonly string[]) =>
    source.statuses.findLast(({ status }) => categories.includes(stateOf(status).category))?.at;
  const resolvedAt =
    source.closed ?? last(['done', 'closed']) ?? source.updated ?? source.created ?? created;
  if (!closed) return { resolvedAt, closedAt: null };
  return { resolvedAt, closedAt: Math.max(last(['closed']) ?? resolvedAt, resolvedAt) };
}

/** The turn of whoever had it in the end, where it has ended. */
export function assignmentsOf(
  assignee: KnownPerson | null,
  over: boolean,
  on: {
    readonly id: IssueId;
    readonly created: Instant;
    readonly dates: { readonly resolvedAt: Instant | null };
    readonly reporter: KnownPerson;
  },
): ImportRow['assignments'] {
  if (assignee === null || !over) return [];
  const assignment = {
    id: deriveId<AssignmentId>(on.id, 0),
    assignee: assignee.id,
    assignedBy: on.reporter.id,
    assignedAt: on.created,
    status: 'completed',
    endedAt: on.dates.resolvedAt,
  } as const;
  return [assignment];
}

/** What the source tells, and its own words for status and resolution where nothing else keeps them. */
export function historyOf(
  source: SourceRow,
  updated: Instant,
  on: { readonly id: IssueId; readonly created: Instant; readonly person: PersonOf },
): ImportedChange[] {
  const history: ImportedChange[] = [];
  const add = (
    at: Instant,
    by: string | null,
    field: string,
    from: string | null,
    to: string | null,
  ) =>
    history.push({
      id: deriveId<ActivityId>(on.id, history.length),
      at,
      by: on.person(by).id,
      kind: 'history',
      field,
      from,
      to,
    });
  let status: string | null = null;
  let resolution: string | null = null;
  for (const { at, by, field, from, to } of source.changes) {
    if (field === 'status') status = to;
    else if (field === 'Resolution') resolution = to;
    add(at, by, field, from, to);
  }
  if (status !== source.status) add(updated, null, 'status', status, source.status);
  const ours: string = resolutionOf(source.resolution);
  if (
    source.resolution !== null &&
    resolution !== source.resolution &&
    source.resolution.toLowerCase() !== ours
  ) {
    add(updated, null, 'resolution', null, source.resolution);
  }
  return history;
}
