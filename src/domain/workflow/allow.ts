import type { UserId } from '../ids.ts';
import type { User } from '../user/user.ts';
import type { AllowWord } from './workflow.ts';

/** The two people an issue knows; a new issue's reporter is whoever creates it. */
export interface People {
  readonly reporter: UserId;
  readonly assignee: UserId | null;
}

/** Whether `word` names the actor, who is taken to see the project (so `member` always does). */
export function isNamed(word: AllowWord, actor: User, people: People): boolean {
  switch (word) {
    case 'member':
      return true;
    case 'assignee':
      return people.assignee === actor.id;
    case 'reporter':
      return people.reporter === actor.id;
    default:
      return actor.role === word;
  }
}

/** How a sentence calls those whom a word names, relations before roles, the mightiest last. */
const PHRASES = {
  self: 'the person themselves',
  author: 'its author',
  recipient: 'its recipient',
  owner: 'its owner',
  assignee: 'the assignee',
  reporter: 'the reporter',
  member: 'members of the project',
  tester: 'testers',
  developer: 'developers',
  manager: 'managers',
  admin: 'admins',
} as const;

/** Everyone whom the rules can name: the words of a workflow, and relations to other things. */
export type NamedWord = keyof typeof PHRASES;

const ORDER = Object.keys(PHRASES) as readonly NamedWord[];

/** "Only the reporter, managers and admins can close."; "Nobody can close." for no words at all. */
export function onlySentence(words: readonly NamedWord[], verb: string): string {
  const phrases = ORDER.filter((word) => words.includes(word)).map((word) => PHRASES[word]);
  const last = phrases.pop();
  if (last === undefined) return `Nobody can ${verb}.`;
  const who = phrases.length === 0 ? last : `${phrases.join(', ')} and ${last}`;
  return `Only ${who} can ${verb}.`;
}
