import type { IssueView } from '#protocol/api.ts';
import type { PersonShape } from '#protocol/shapes.ts';

/** The people whom an issue's view names, so that records of usernames and ids can be said by name. */
export function knownPeople(
  { issue, assignments, watchers }: IssueView,
  self: PersonShape,
): readonly PersonShape[] {
  const people = [
    self,
    issue.reporter,
    ...(issue.assignee === null ? [] : [issue.assignee]),
    ...(issue.bug === null ? [] : [issue.bug.author]),
    ...watchers,
    ...assignments.flatMap(({ assignee, assignedBy }) => [assignee, assignedBy]),
  ];
  return [...new Map(people.map((person) => [person.id, person])).values()];
}
