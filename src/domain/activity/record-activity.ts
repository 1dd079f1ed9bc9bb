import type { DomainEvent } from '../event.ts';
import type { EventMeta } from '../evolve.ts';
import type { ActivityId, IssueId } from '../ids.ts';
import type { Ending } from '../issue/events.ts';
import { RELATION_FIELDS, type Relation } from '../relation/relation.ts';
import type { Activity, ActivityKind } from './activity.ts';

/** Fields whose newest value is the row; their activity has `from` alone. */
const LONG_FIELDS: ReadonlySet<string> = new Set([
  'description',
  'resolutionNote',
  'stepsToReproduce',
  'expected',
  'actual',
  'environment',
]);

interface Entry {
  readonly issue: IssueId;
  readonly kind: ActivityKind;
  readonly field?: string | null;
  readonly from?: string | null;
  readonly to?: string | null;
}

/**
 * The entries that an event leaves in the issue's record, in order. Managed records have none.
 * Entries about a comment or a file carry its id as `field`, so that its text can be taken out when
 * it is deleted (`redactionsOf`).
 */
export function recordActivity(
  event: DomainEvent,
  meta: EventMeta,
  nextId: () => ActivityId,
): readonly Activity[] {
  const own = entriesOf(event).map(({ issue, kind, field = null, from = null, to = null }) => ({
    id: nextId(),
    issue,
    kind,
    actor: meta.actor,
    at: meta.at,
    field,
    from,
    to,
  }));
  return event.type === 'issue.imported' ? [...event.history, ...own] : own;
}

/** Activity that loses its texts: what is about one comment or file, or, with null, all of an issue. */
export interface Redaction {
  readonly issue: IssueId;
  readonly field: string | null;
}

/** Whose activity loses its texts by this event. */
export function redactionsOf(event: DomainEvent): readonly Redaction[] {
  switch (event.type) {
    case 'issue.deleted':
      return [{ issue: event.issue.id, field: null }];
    case 'comment.deleted': {
      const { id, issue } = event.comment;
      return [id, ...event.attachments].map((field) => ({ issue, field }));
    }
    case 'attachment.removed':
      return [{ issue: event.attachment.issue, field: event.attachment.id }];
    default:
      return [];
  }
}

function entriesOf(event: DomainEvent): readonly Entry[] {
  switch (event.type) {
    case 'record.created':
    case 'record.changed':
    case 'record.removed':
    case 'assignment.changed':
    case 'issue.watched':
    case 'issue.unwatched':
      return [];
    case 'issue.created':
      return [{ issue: event.issue.id, kind: 'created' }];
    case 'issue.imported':
      return [{ issue: event.issue.id, kind: 'imported' }];
    case 'issue.deleted':
      return [{ issue: event.issue.id, kind: 'deleted' }];
    case 'issue.edited': {
      const { issue, field } = event;
      const { from, to } = event.shown ?? { from: shown(event.from), to: shown(event.to) };
      return [{ issue, kind: 'edited', field, from, to: LONG_FIELDS.has(field) ? null : to }];
    }
    case 'issue.bug-added':
      return [{ issue: event.issue, kind: 'bug-added' }];
    case 'issue.bug-removed':
      return [{ issue: event.issue, kind: 'bug-removed', from: shown(event.bug) }];
    case 'issue.bug-edited': {
      const { issue, field } = event;
      const to = LONG_FIELDS.has(field) ? null : shown(event.to);
      return [{ issue, kind: 'bug-edited', field, from: shown(event.from), to }];
    }
    case 'issue.tagged':
      return [{ issue: event.issue, kind: 'tagged', field: 'tags', to: event.name }];
    case 'issue.untagged':
      return [{ issue: event.issue, kind: 'untagged', field: 'tags', from: event.name }];
    case 'issue.transitioned': {
      const { issue, from, to, before, after } = event;
      return [
        { issue, kind: 'transitioned', field: 'status', from, to },
        ...endingEntries(issue, before, after),
      ];
    }
    case 'issue.assigned': {
      const { issue, reason } = event;
      const entry = { issue, kind: 'assigned', field: 'assignee', ...event.shown } as const;
      return reason === null
        ? [entry]
        : [entry, { issue, kind: 'assigned', field: 'rule', to: reason }];
    }
    case 'issue.unassigned':
      return [
        { issue: event.issue, kind: 'unassigned', field: 'assignee', from: event.shown.from },
      ];
    case 'issue.unassignable':
      return [{ issue: event.issue, kind: 'unassignable' }];
    case 'comment.added':
      return [{ issue: event.comment.issue, kind: 'commented', field: event.comment.id }];
    case 'comment.edited': {
      const { issue, id } = event.comment;
      return [{ issue, kind: 'comment-edited', field: id, from: event.from }];
    }
    case 'comment.deleted':
      return [{ issue: event.comment.issue, kind: 'comment-deleted', field: event.comment.id }];
    case 'relation.added':
      return bothEnds(event.relation, (other) => ({ kind: 'related', to: other }));
    case 'relation.removed':
      return bothEnds(event.relation, (other) => ({ kind: 'unrelated', from: other }));
    case 'attachment.added': {
      const { issue, id, name } = event.attachment;
      return [{ issue, kind: 'attached', field: id, to: name }];
    }
    case 'attachment.removed':
      return [{ issue: event.attachment.issue, kind: 'detached', field: event.attachment.id }];
  }
}

/** A relation stands in the record of both issues, each naming the other by its id. */
function bothEnds(
  { issue, other, kind }: Relation,
  told: (other: IssueId) => Pick<Entry, 'kind' | 'from' | 'to'>,
): readonly Entry[] {
  const field = RELATION_FIELDS[kind];
  return [
    { issue, field: field.issue, ...told(other) },
    { issue: other, field: field.other, ...told(issue) },
  ];
}

/** What a move changed of the ending besides the status; the dates follow from the entries' times. */
function endingEntries(issue: IssueId, before: Ending, after: Ending): readonly Entry[] {
  const fields = [
    'resolution',
    'resolutionNote',
    'fixedIn',
    'duplicateOf',
    'resolvedAt',
    'closedAt',
  ] as const;
  return fields
    .filter((field) => before[field] !== after[field])
    .map((field) => ({
      issue,
      kind: 'edited',
      field,
      from: endingText(field, before),
      to: LONG_FIELDS.has(field) ? null : endingText(field, after),
    }));
}

function endingText(field: keyof Ending, ending: Ending): string | null {
  const value = ending[field];
  return typeof value === 'number' ? new Date(value).toISOString() : value;
}

function shown(value: unknown): string | null {
  if (value === null || typeof value === 'string') return value;
  return JSON.stringify(value);
}
