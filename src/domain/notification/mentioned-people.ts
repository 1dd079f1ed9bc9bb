import type { Issue } from '../issue/issue.ts';
import { isMember, seesIssue } from '../permissions.ts';
import type { Project } from '../project/project.ts';
import type { Lookup, ReadState } from '../state.ts';
import type { User } from '../user/user.ts';
import { mentionedNames } from './mentions.ts';

/** What must be looked up to know whom the texts mention. */
export function mentionLookups(...texts: readonly string[]): readonly Lookup[] {
  return names(texts).map((value) => ({ find: 'user', by: 'username', value }));
}

/** Members of the project whom the texts mention and who see the issue: a mention opens nothing. */
export function mentionedPeople(
  texts: readonly string[],
  on: {
    readonly state: ReadState;
    readonly project: Project;
    readonly issue: Pick<Issue, 'confidential' | 'reporter' | 'assignee'>;
  },
): readonly User[] {
  const people = new Map<string, User>();
  for (const value of names(texts)) {
    const id = on.state.find({ find: 'user', by: 'username', value });
    const user = id === undefined ? undefined : on.state.get('user', id);
    if (user === undefined || !isMember(user, on.project)) continue;
    if (seesIssue(user, on.project, on.issue)) people.set(user.id, user);
  }
  return [...people.values()];
}

/** The names that `to` mentions and `from` did not: an edit calls nobody twice. */
export function newlyMentioned(from: string, to: string): string {
  const before = new Set(mentionedNames(from));
  return mentionedNames(to)
    .filter((name) => !before.has(name))
    .map((name) => `@${name}`)
    .join(' ');
}

function names(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.flatMap((text) => mentionedNames(text)))];
}
