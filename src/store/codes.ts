import type { IssueType, Priority, Resolution } from '#domain/issue/issue.ts';
import type { Category } from '#domain/workflow/workflow.ts';

/**
 * The small integers that stand for a closed list of words in the narrow `issue` row. Their order is
 * the order in which lists sort; a number, once given, never changes its meaning.
 */
export interface Codes<Word extends string> {
  /** The number of a word. */
  readonly of: Readonly<Record<Word, number>>;
  /** The word of a number. Throws for a number that stands for nothing: the row is broken. */
  readonly word: (code: number) => Word;
}

function codes<Word extends string>(
  column: string,
  of: Readonly<Record<Word, number>>,
): Codes<Word> {
  const words = new Map<number, Word>();
  for (const word of Object.keys(of) as Word[]) words.set(of[word], word);
  return {
    of,
    word: (code) => {
      const word = words.get(code);
      if (word === undefined) throw new Error(`No ${column} has the code ${code}.`);
      return word;
    },
  };
}

/** Rising in the order todo, doing, done, closed: the order of `sort:status`. `< 2` is open. */
export const CATEGORY = codes<Category>('category', { todo: 0, doing: 1, done: 2, closed: 3 });

/** Rising from the gravest: the order of `sort:priority`. */
export const PRIORITY = codes<Priority>('priority', { critical: 1, high: 2, medium: 3, low: 4 });

export const TYPE = codes<IssueType>('type', { bug: 1, task: 2 });

export const RESOLUTION = codes<Resolution>('resolution', {
  fixed: 1,
  duplicate: 2,
  wont_fix: 3,
  invalid: 4,
  not_reproducible: 5,
  no_response: 6,
  other: 7,
});

const DAY_MS = 86_400_000;

/** A calendar day as whole days since 1970-01-01: `1970-01-02` is 1. */
export function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY_MS;
}

/** The calendar day of a number that `dayNumber` made. */
export function dayOf(number: number): string {
  return new Date(number * DAY_MS).toISOString().slice(0, 10);
}
