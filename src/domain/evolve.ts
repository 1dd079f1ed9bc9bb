import type { DomainEvent } from './event.ts';
import type { CommandId, Instant, UserId } from './ids.ts';
import type { Issue } from './issue/issue.ts';
import type { ReadState, RowChange } from './state.ts';

/** What every event of one command shares. */
export interface EventMeta {
  readonly actor: UserId;
  readonly at: Instant;
  readonly command: CommandId;
}

/**
 * The rows as they are after the event. Pure; what an event names must be loaded, since whoever
 * decided it has read it. `updatedAt` becomes the time of the event, but for imported rows, which
 * bring their own; versions are stamped by whoever writes.
 */
export function evolve(
  state: ReadState,
  event: DomainEvent,
  meta: EventMeta,
): readonly RowChange[] {
  const issueWith = (id: Issue['id'], change: Partial<Issue>): RowChange => {
    const row = { ...issueOf(state, id), ...change, updatedAt: meta.at };
    return { table: 'issue', id, row };
  };
  switch (event.type) {
    case 'record.created':
    case 'record.changed':
      return [{ table: event.table, id: event.row.id, row: event.row } as RowChange];
    case 'record.removed':
      return [{ table: event.table, id: event.before.id, row: null } as RowChange];
    case 'issue.created':
      return [issueRow(event.issue), ...numberTaken(state, event.issue)];
    case 'issue.edited':
      return [issueWith(event.issue, { [event.field]: event.to })];
    case 'issue.bug-added':
      return [issueWith(event.issue, { bug: event.bug })];
    case 'issue.bug-edited': {
      const { bug } = issueOf(state, event.issue);
      if (bug === null) throw new Error(`The issue ${event.issue} has no bug details to edit.`);
      return [issueWith(event.issue, { bug: { ...bug, [event.field]: event.to } })];
    }
    case 'issue.bug-removed':
      return [issueWith(event.issue, { bug: null })];
    case 'issue.tagged':
      return [issueWith(event.issue, { tags: [...issueOf(state, event.issue).tags, event.tag] })];
    case 'issue.untagged': {
      const tags = issueOf(state, event.issue).tags.filter((tag) => tag !== event.tag);
      return [issueWith(event.issue, { tags })];
    }
    case 'issue.watched':
    case 'issue.unwatched':
      return [watching(issueOf(state, event.issue), event.user, event.type === 'issue.watched')];
    case 'issue.transitioned':
      return [
        issueWith(event.issue, { status: event.to, category: event.category, ...event.after }),
      ];
    case 'issue.assigned':
      return [
        { table: 'assignment', id: event.assignment.id, row: event.assignment },
        issueWith(event.issue, { assignee: event.assignment.assignee }),
      ];
    case 'issue.unassigned':
      return [issueWith(event.issue, { assignee: null })];
    case 'assignment.changed':
      return [{ table: 'assignment', id: event.assignment.id, row: event.assignment }];
    case 'issue.unassignable':
      return [];
    case 'issue.deleted':
      return [
        ...event.comments.map((id) => ({ table: 'comment', id, row: null }) as const),
        ...event.assignments.map((id) => ({ table: 'assignment', id, row: null }) as const),
        ...event.notifications.map((id) => ({ table: 'notification', id, row: null }) as const),
        ...event.attachments.map((id) => ({ table: 'attachment', id, row: null }) as const),
        ...event.relations.map((id) => ({ table: 'relation', id, row: null }) as const),
        ...pointingTo(state, event).map(({ id, duplicateOf }) =>
          issueWith(id, { duplicateOf: duplicateOf === event.issue.id ? null : duplicateOf }),
        ),
        { table: 'issue', id: event.issue.id, row: null },
      ];
    case 'issue.imported':
      return [
        issueRow(event.issue),
        ...numberTaken(state, event.issue),
        ...event.comments.map((row) => ({ table: 'comment', id: row.id, row }) as const),
        ...event.assignments.map((row) => ({ table: 'assignment', id: row.id, row }) as const),
      ];
    case 'comment.added':
      return [commentRow(event.comment), discussed(issueOf(state, event.comment.issue), meta.at)];
    case 'comment.edited': {
      const { comment, to, editedAt } = event;
      return [commentRow({ ...comment, content: to, editedAt, updatedAt: meta.at })];
    }
    case 'comment.deleted':
      return [
        ...event.attachments.map((id) => ({ table: 'attachment', id, row: null }) as const),
        { table: 'comment', id: event.comment.id, row: null },
      ];
    case 'relation.added':
    case 'relation.removed': {
      const { type, relation } = event;
      const row = type === 'relation.added' ? relation : null;
      return [{ table: 'relation', id: relation.id, row }, issueWith(relation.issue, {})];
    }
    case 'attachment.added': {
      const row = event.attachment;
      const issue = issueOf(state, row.issue);
      return [{ table: 'attachment', id: row.id, row }, discussed(issue, meta.at)];
    }
    case 'attachment.removed':
      return [{ table: 'attachment', id: event.attachment.id, row: null }];
  }
}

function issueOf(state: ReadState, id: Issue['id']): Issue {
  const issue = state.get('issue', id);
  if (issue === undefined) throw new Error(`The issue ${id} is in an event and not loaded.`);
  return issue;
}

function issueRow(row: Issue): RowChange {
  return { table: 'issue', id: row.id, row };
}

function commentRow(row: Extract<RowChange, { table: 'comment' }>['row'] & object): RowChange {
  return { table: 'comment', id: row.id, row };
}

/** The issues that said something of an issue that goes away, each once: they change with it. */
function pointingTo(
  state: ReadState,
  event: Extract<DomainEvent, { type: 'issue.deleted' }>,
): readonly Issue[] {
  const sources = event.relations.flatMap((id) => state.get('relation', id)?.issue ?? []);
  const ids = new Set([...event.duplicates, ...sources]);
  ids.delete(event.issue.id);
  return [...ids].map((id) => issueOf(state, id));
}

/** Numbers are never used twice. Counting is not a change of the project. */
function numberTaken(state: ReadState, issue: Issue): readonly RowChange[] {
  const project = state.get('project', issue.project);
  if (project === undefined) throw new Error(`The project ${issue.project} is not loaded.`);
  if (project.nextNumber > issue.number) return [];
  const row = { ...project, nextNumber: issue.number + 1 };
  return [{ table: 'project', id: project.id, row, touch: false }];
}

/** A comment or a file makes its issue recent, and yet is not a change of it (spec/api.md: ETag). */
function discussed(issue: Issue, updatedAt: Instant): RowChange {
  return { table: 'issue', id: issue.id, row: { ...issue, updatedAt }, touch: false };
}

/** Watching is not a change of the issue. */
function watching(issue: Issue, user: UserId, on: boolean): RowChange {
  const others = issue.watchers.filter((watcher) => watcher !== user);
  const row = { ...issue, watchers: on ? [...others, user] : others };
  return { table: 'issue', id: issue.id, row, touch: false };
}
