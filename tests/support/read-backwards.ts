import type { Activity } from '#domain/activity/activity.ts';
import { BUG_FIELDS } from '#domain/issue/events.ts';
import type { Issue } from '#domain/issue/issue.ts';
import type { MemoryState } from './memory-state.ts';

/** An issue as the activity speaks of it: every field as shown text. */
export type View = Readonly<Record<string, string | null>>;

const PLAIN = [
  'title',
  'description',
  'type',
  'priority',
  'status',
  'dueDate',
  'resolution',
  'resolutionNote',
  'fixedIn',
  'duplicateOf',
] as const;

export function viewOf(issue: Issue, state: MemoryState): View {
  const view: Record<string, string | null> = {};
  for (const field of PLAIN) view[field] = issue[field];
  for (const field of ['resolvedAt', 'closedAt'] as const) {
    const at = issue[field];
    view[field] = at === null ? null : new Date(at).toISOString();
  }
  const assignee = issue.assignee === null ? undefined : state.get('user', issue.assignee);
  for (const tag of issue.tags) view[`tag ${state.get('tag', tag)?.name}`] = 'on';
  return {
    ...view,
    confidential: String(issue.confidential),
    severity: state.get('severity', issue.severity)?.level ?? null,
    assignee: assignee?.username ?? null,
    ...bugView(issue.bug),
  };
}

/** Takes the entries back, the newest first. */
export function readBackwards(now: View, entries: readonly Activity[]): View {
  return entries.reduceRight((view, entry) => before(view, entry), now);
}

function before(view: View, { kind, field, from, to }: Activity): View {
  switch (kind) {
    case 'edited':
    case 'transitioned':
    case 'unassigned':
      return { ...view, [String(field)]: from };
    case 'assigned':
      return field === 'assignee' ? { ...view, assignee: from } : view;
    case 'tagged':
      return without(view, [`tag ${to}`]);
    case 'untagged':
      return { ...view, [`tag ${from}`]: 'on' };
    case 'bug-added':
      return without(
        view,
        BUG_FIELDS.map((one) => `bug ${one}`),
      );
    case 'bug-removed':
      return { ...view, ...bugView(JSON.parse(String(from)) as Issue['bug']) };
    case 'bug-edited':
      return { ...view, [`bug ${field}`]: from };
    default:
      return view;
  }
}

function bugView(bug: Issue['bug']): View {
  if (bug === null) return {};
  return Object.fromEntries(
    BUG_FIELDS.map((field) => {
      const value = bug[field];
      return [`bug ${field}`, typeof value === 'string' ? value : JSON.stringify(value)];
    }),
  );
}

function without(view: View, keys: readonly string[]): View {
  return Object.fromEntries(Object.entries(view).filter(([key]) => !keys.includes(key)));
}
