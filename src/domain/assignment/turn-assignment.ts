import type { Instant, UserId } from '../ids.ts';
import type { Category } from '../workflow/workflow.ts';
import type { Assignment, AssignmentStatus } from './assignment.ts';

/** What an assignment is when it is opened while the issue stands in this category. */
export function openingStatus(category: Exclude<Category, 'closed'>): AssignmentStatus {
  return category === 'doing' ? 'in_progress' : 'pending';
}

/**
 * The newest assignment after its issue entered `category`; null: it stays as it is. `doing` makes
 * it in_progress, `todo` pending, `done` and `closed` complete it. One that was completed is taken
 * up again only if it is the present assignee's.
 */
export function turnAssignment(
  newest: Assignment | undefined,
  on: { readonly category: Category; readonly assignee: UserId | null; readonly now: Instant },
): Assignment | null {
  if (newest === undefined || newest.assignee !== on.assignee) return null;
  if (on.category === 'done' || on.category === 'closed') {
    return newest.status === 'completed' ? null : completed(newest, on.now);
  }
  const status = openingStatus(on.category);
  if (newest.status === status) return null;
  return { ...newest, status, endedAt: null, updatedAt: on.now };
}

export function completed(assignment: Assignment, now: Instant): Assignment {
  return { ...assignment, status: 'completed', endedAt: now, updatedAt: now };
}
