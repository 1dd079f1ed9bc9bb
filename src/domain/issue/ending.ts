import type { Rejected } from '../decision.ts';
import type { Instant, IssueId } from '../ids.ts';
import { invalid } from '../refusals.ts';
import type { Category } from '../workflow/workflow.ts';
import type { Ending } from './events.ts';
import type { Issue, Resolution } from './issue.ts';

/** What a move brings along about how the issue ends. */
export interface BroughtEnding {
  readonly resolution?: Resolution | undefined;
  readonly resolutionNote?: string | undefined;
  readonly fixedIn?: string | undefined;
  readonly duplicateOf?: IssueId | undefined;
}

export function endingOf(issue: Issue): Ending {
  const { resolution, resolutionNote, fixedIn, duplicateOf, resolvedAt, closedAt } = issue;
  return { resolution, resolutionNote, fixedIn, duplicateOf, resolvedAt, closedAt };
}

/** Only what is done has a resolution, and `duplicate` names the other issue; null: fine. */
export function refuseEnding(
  brought: BroughtEnding,
  category: Category,
  issue: Issue,
): Rejected | null {
  if (category === 'todo' || category === 'doing') {
    const field = (['resolution', 'fixedIn', 'duplicateOf'] as const).find(
      (one) => brought[one] !== undefined,
    );
    return field === undefined
      ? null
      : invalid(field, 'Only an issue that is resolved or closed has a resolution. Leave it out.');
  }
  const resolution = resolutionAfter(brought, issue);
  if (resolution === 'duplicate' && (brought.duplicateOf ?? issue.duplicateOf) === null) {
    return invalid('duplicateOf', 'Say which issue it duplicates.');
  }
  if (resolution !== 'duplicate' && brought.duplicateOf !== undefined) {
    return invalid('resolution', 'Only a duplicate names another issue. Resolve it as duplicate.');
  }
  return null;
}

/**
 * The ending after entering a state of `category`. `todo` and `doing` clear it, but for a note
 * written beforehand where work only goes on; `done` and `closed` set it, with `fixed` unless told.
 */
export function endingIn(
  category: Category,
  issue: Issue,
  brought: BroughtEnding,
  now: Instant,
): Ending {
  if (category === 'todo' || category === 'doing') {
    const goesOn = category === 'doing' && issue.category === 'doing';
    return { ...NO_ENDING, resolutionNote: goesOn ? issue.resolutionNote : null };
  }
  const resolution = resolutionAfter(brought, issue);
  return {
    resolution,
    resolutionNote: brought.resolutionNote ?? issue.resolutionNote,
    fixedIn: brought.fixedIn ?? issue.fixedIn,
    duplicateOf: resolution === 'duplicate' ? (brought.duplicateOf ?? issue.duplicateOf) : null,
    resolvedAt: category === 'closed' ? (issue.resolvedAt ?? now) : now,
    closedAt: category === 'closed' ? now : null,
  };
}

const NO_ENDING: Ending = {
  resolution: null,
  resolutionNote: null,
  fixedIn: null,
  duplicateOf: null,
  resolvedAt: null,
  closedAt: null,
};

/** What a new issue has, should its workflow begin in a state that is done or closed. */
export function bornEnding(category: Category, now: Instant): Ending {
  if (category === 'todo' || category === 'doing') return NO_ENDING;
  const closedAt = category === 'closed' ? now : null;
  return { ...NO_ENDING, resolution: 'fixed', resolvedAt: now, closedAt };
}

function resolutionAfter(brought: BroughtEnding, issue: Issue): Resolution {
  const named = brought.duplicateOf === undefined ? undefined : 'duplicate';
  return brought.resolution ?? named ?? issue.resolution ?? 'fixed';
}
