import type { Context } from '../command.ts';
import type { DomainEvent } from '../event.ts';
import { deriveId, type IssueId, type NotificationId, type UserId } from '../ids.ts';
import type { Issue } from '../issue/issue.ts';
import { isMember, seesIssue } from '../permissions.ts';
import { bornAt } from '../record-edit.ts';
import type { Needs, Question, ReadState } from '../state.ts';
import { mentionedPeople, mentionLookups, newlyMentioned } from './mentioned-people.ts';
import { NOTIFICATION_KINDS, type Notification, type NotificationKind } from './notification.ts';

/** Behind the ids of activity, whose ordinals begin at 1,000. */
const FIRST_ORDINAL = 2 ** 32;

const MANAGERS = { ask: 'peopleWithRoles', of: { roles: ['manager'] } } as const;

/** What `notify` must see beyond what the command has loaded: recipients, and whom texts mention. */
export function notifyNeeds(
  events: readonly DomainEvent[],
  state: ReadState,
): { readonly needs: Needs; readonly asks: readonly Question[] } {
  const people = new Set<UserId>();
  const texts: string[] = [];
  for (const event of events) {
    texts.push(...textsOf(event));
    for (const { recipient } of wishesOf(event, state)) people.add(recipient);
  }
  return {
    needs: { rows: { user: [...people] }, lookups: mentionLookups(...texts) },
    asks: events.some(({ type }) => type === 'issue.unassignable') ? [MANAGERS] : [],
  };
}

/**
 * Who is told of what ONE command did, after its events were folded into `state`: never the actor,
 * never somebody blocked or who does not see the issue, and of several things about one issue the
 * most specific (the order of NOTIFICATION_KINDS).
 */
export function notify(
  state: ReadState,
  events: readonly DomainEvent[],
  { actor, now, command }: Context,
): readonly Notification[] {
  const best = new Map<string, Wish>();
  const imports = events.some(({ type }) => type === 'issue.imported');
  const wishes = imports
    ? []
    : events.flatMap((event) => [
        ...wishesOf(event, state),
        ...mentionWishes(event, state),
        ...managerWishes(event, state),
      ]);
  for (const wish of wishes) {
    if (wish.recipient === actor.id || !mayKnow(wish, state)) continue;
    const key = `${wish.issue} ${wish.recipient}`;
    const present = best.get(key);
    if (present === undefined || rank(wish.kind) < rank(present.kind)) best.set(key, wish);
  }
  // Whoever decides this command counts alike: people who follow an issue stand in no order of their own.
  const told = [...best].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return told.map(([, { issue, recipient, kind, verb }], index) => ({
    id: deriveId<NotificationId>(command, FIRST_ORDINAL + index),
    recipient,
    kind,
    issue,
    actor: actor.id,
    message: kind === 'unassignable' ? verb : `${actor.name} ${verb}`,
    readAt: null,
    ...bornAt(now),
  }));
}

interface Wish {
  readonly issue: IssueId;
  readonly recipient: UserId;
  readonly kind: NotificationKind;
  /** Completes the actor's name; the whole sentence where nobody in particular did it. */
  readonly verb: string;
}

function rank(kind: NotificationKind): number {
  return NOTIFICATION_KINDS.indexOf(kind);
}

function mayKnow({ recipient, issue: id }: Wish, state: ReadState): boolean {
  const user = state.get('user', recipient);
  const issue = state.get('issue', id);
  const project = issue && state.get('project', issue.project);
  if (user === undefined || issue === undefined || project === undefined) return false;
  return isMember(user, project) && seesIssue(user, project, issue);
}

/** Everyone an event concerns by the issue alone. */
function wishesOf(event: DomainEvent, state: ReadState): readonly Wish[] {
  switch (event.type) {
    case 'issue.assigned': {
      const { issue, from } = event;
      const to = event.assignment.assignee;
      const verb = event.reason === null ? 'assigned you' : 'assigned you by a rule';
      const assigned: Wish = { issue, recipient: to, kind: 'assigned', verb };
      return from === null ? [assigned] : [assigned, unassigned(issue, from)];
    }
    case 'issue.unassigned':
      return [unassigned(event.issue, event.from)];
    case 'issue.transitioned': {
      const issue = state.get('issue', event.issue);
      if (issue === undefined) return [];
      const verb = `moved it to ${labelOf(issue, event.to, state)}`;
      return followers(issue).map((recipient) => ({
        issue: issue.id,
        recipient,
        kind: 'status_changed',
        verb,
      }));
    }
    case 'comment.added': {
      const issue = state.get('issue', event.comment.issue);
      if (issue === undefined) return [];
      return followers(issue).map((recipient) => ({
        issue: issue.id,
        recipient,
        kind: 'commented',
        verb: 'commented',
      }));
    }
    default:
      return [];
  }
}

function unassigned(issue: IssueId, recipient: UserId): Wish {
  return { issue, recipient, kind: 'unassigned', verb: 'unassigned you' };
}

function followers(issue: Issue): readonly UserId[] {
  return [...new Set([issue.reporter, ...issue.watchers])];
}

function labelOf(issue: Issue, status: string, state: ReadState): string {
  const project = state.get('project', issue.project);
  const workspace = state.get('workspace', 'workspace');
  const id = project?.workflow ?? workspace?.defaultWorkflow;
  const workflow = id === undefined ? undefined : state.get('workflow', id);
  return workflow?.states.find(({ name }) => name === status)?.label ?? status;
}

function mentionWishes(event: DomainEvent, state: ReadState): readonly Wish[] {
  const texts = textsOf(event);
  const id = issueOf(event);
  if (texts.length === 0 || id === undefined) return [];
  const issue = state.get('issue', id);
  const project = issue && state.get('project', issue.project);
  if (issue === undefined || project === undefined) return [];
  return mentionedPeople(texts, { state, project, issue }).map((user) => ({
    issue: id,
    recipient: user.id,
    kind: 'mentioned',
    verb: 'mentioned you',
  }));
}

function managerWishes(event: DomainEvent, state: ReadState): readonly Wish[] {
  if (event.type !== 'issue.unassignable') return [];
  return state.answer(MANAGERS.ask, MANAGERS.of).map((recipient) => ({
    issue: event.issue,
    recipient,
    kind: 'unassignable',
    verb: 'No assignment rule found anybody for it',
  }));
}

/** Texts in which the event may mention somebody who was not mentioned before. */
function textsOf(event: DomainEvent): readonly string[] {
  switch (event.type) {
    case 'issue.created': {
      const { description, bug } = event.issue;
      return bug === null
        ? [description]
        : [description, bug.stepsToReproduce, bug.expected, bug.actual];
    }
    case 'issue.edited':
      return event.field === 'description' ? [newlyMentioned(event.from, event.to)] : [];
    case 'issue.bug-added':
      return [event.bug.stepsToReproduce, event.bug.expected, event.bug.actual];
    case 'issue.bug-edited':
      return typeof event.from === 'string' && typeof event.to === 'string'
        ? [newlyMentioned(event.from, event.to)]
        : [];
    case 'comment.added':
      return [event.comment.content];
    case 'comment.edited':
      return [newlyMentioned(event.from, event.to)];
    default:
      return [];
  }
}

function issueOf(event: DomainEvent): IssueId | undefined {
  if ('comment' in event) return event.comment.issue;
  if (!('issue' in event)) return undefined;
  return typeof event.issue === 'string' ? event.issue : event.issue.id;
}
