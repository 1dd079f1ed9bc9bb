import type { IssueType, Priority, Resolution } from '../issue/issue.ts';

/**
 * The query language as a tree: what the parser makes, the printer writes and the store compiles.
 *
 * A query is the AND of its terms. Naming a field twice asks for both (`tag:a tag:b` is an issue
 * that carries both tags), a comma list inside one term asks for either (`tag:a,b`).
 *
 * A negated term is the exact complement of the same term without `-`, an absent value included:
 * `-assignee:ana` keeps issues that nobody is assigned to, `-due:<2026-01-01` keeps issues without
 * a due date, `-tag:a,b` keeps issues that carry neither. A negated text term keeps the issues in
 * which none of the searched texts holds it.
 *
 * Values stay as they were written (a username, a severity's name, a project's key): whoever
 * compiles the tree looks them up, ignoring case. `check-values.ts` has refused unknown ones before.
 */

/** Where something stands in the query's text, in UTF-16 units; `at` counts from 1. */
export interface Span {
  readonly at: number;
  readonly length: number;
}

export interface Query {
  readonly terms: readonly Term[];
  /** At most three keys, each once. Empty: see `orderOf`. */
  readonly sort: readonly SortKey[];
}

export type Term =
  | TextTerm
  | TypeTerm
  | PriorityTerm
  | ResolutionTerm
  | NameTerm
  | TagTerm
  | PersonTerm
  | KeyTerm
  | EnvironmentTerm
  | DateTerm
  | IsTerm
  | HasTerm;

interface TermBase extends Span {
  readonly negated: boolean;
}

/** One alternative of a comma list. */
export interface Choice<V> extends Span {
  readonly value: V;
}

/**
 * Words to find in title, description, bug details and comments. The words stand side by side and
 * in this order in ONE of these texts: a quoted phrase, but also what was typed without a space
 * between (`foo-bar`, `4.18`, a Chinese word, which `words.ts` cuts into overlapping pairs). Two
 * words typed apart are two terms, and may match in different texts.
 */
export interface TextTerm extends TermBase {
  readonly kind: 'text';
  /** As written, without the quotes around it. */
  readonly text: string;
  /** What `words.ts` makes of `text`; never empty. */
  readonly words: readonly string[];
  /**
   * The last word matches every word that begins with it. So it is for the word at the very end of
   * the query, still being typed (never for a negated one), and for a word that is one Chinese,
   * Japanese or Korean character, since the index holds such characters in pairs.
   */
  readonly prefix: boolean;
}

export interface TypeTerm extends TermBase {
  readonly kind: 'type';
  readonly values: readonly Choice<IssueType>[];
}

export interface PriorityTerm extends TermBase {
  readonly kind: 'priority';
  readonly values: readonly Choice<Priority>[];
}

export interface ResolutionTerm extends TermBase {
  readonly kind: 'resolution';
  /** null (`resolution:none`): the issue has no resolution. */
  readonly values: readonly Choice<Resolution | null>[];
}

/** A project by key, a status by its name in the workflow, a severity by its level; ignoring case. */
export interface NameTerm extends TermBase {
  readonly kind: 'name';
  readonly field: 'project' | 'status' | 'severity';
  readonly values: readonly Choice<string>[];
}

export interface TagTerm extends TermBase {
  readonly kind: 'tag';
  /** A tag's name, ignoring case; null (`tag:none`): the issue carries no tag. */
  readonly values: readonly Choice<string | null>[];
}

export interface PersonTerm extends TermBase {
  readonly kind: 'person';
  readonly field: 'assignee' | 'reporter';
  readonly values: readonly Choice<Person>[];
}

/** `me` is whoever asks; `none` is nobody; a quoted `"me"` is the user of that name. */
export type Person =
  | { readonly kind: 'me' }
  | { readonly kind: 'none' }
  | { readonly kind: 'user'; readonly username: string };

export interface KeyTerm extends TermBase {
  readonly kind: 'key';
  readonly values: readonly Choice<IssueKeyParts>[];
}

/** `pay-12` is `{ project: 'PAY', number: 12 }`. */
export interface IssueKeyParts {
  readonly project: string;
  readonly number: number;
}

export interface EnvironmentTerm extends TermBase {
  readonly kind: 'env';
  /** null (`env:none`): the issue has no environment. */
  readonly values: readonly Choice<EnvironmentMatch | null>[];
}

/**
 * `env:os=Android` or, under any key, `env:Android`: the environment holds a value that begins with
 * the text, ignoring case (so `Android` finds `Android 15`). The key is compared whole, ignoring case.
 */
export interface EnvironmentMatch {
  readonly key: string | null;
  readonly text: string;
}

export interface DateTerm extends TermBase {
  readonly kind: 'date';
  readonly field: DateField;
  readonly values: readonly Choice<DateMatch>[];
}

export type DateField = 'created' | 'updated' | 'resolved' | 'closed' | 'due';

/** A year, a month or a day: `2026`, `2026-03`, `2026-03-14`. Always a real one. */
export type Period = string;

export type Comparison = '<' | '<=' | '>' | '>=';

/** Hours, days, weeks, months, years. */
export type AgeUnit = 'h' | 'd' | 'w' | 'm' | 'y';

/**
 * `dates.ts` turns one into bounds, for the asker's zone. An absent date matches `none` alone.
 * - `none`: there is no such date (due, resolved, closed).
 * - `in`: within the period.
 * - `compare`: `>` after the whole period, `>=` from its first day, `<` before it, `<=` to its last.
 * - `range`: from the first day of `from` to the last day of `to`.
 * - `age`: `<7d` newer than 7 days, `>7d` older than 7 days, counted from now.
 */
export type DateMatch =
  | { readonly kind: 'none' }
  | { readonly kind: 'in'; readonly period: Period }
  | { readonly kind: 'compare'; readonly operator: Comparison; readonly period: Period }
  | { readonly kind: 'range'; readonly from: Period; readonly to: Period }
  | {
      readonly kind: 'age';
      readonly operator: Comparison;
      readonly amount: number;
      readonly unit: AgeUnit;
    };

export interface IsTerm extends TermBase {
  readonly kind: 'is';
  readonly values: readonly Choice<IsFlag>[];
}

/**
 * - `open`: the status is of category todo or doing; `resolved`: done; `closed`: closed.
 * - `unassigned`: nobody is assigned.
 * - `confidential`: marked so.
 * - `watching`: whoever asks watches it.
 * - `overdue`: its due date is before today (in the asker's zone) and it is open.
 * - `blocked`: an open issue that the asker sees blocks it.
 * - `unassessed`: `assessedAt` is empty.
 */
export type IsFlag =
  | 'open'
  | 'resolved'
  | 'closed'
  | 'unassigned'
  | 'confidential'
  | 'watching'
  | 'overdue'
  | 'blocked'
  | 'unassessed';

export interface HasTerm extends TermBase {
  readonly kind: 'has';
  readonly values: readonly Choice<HasFlag>[];
}

/**
 * - `attachment`, `comment`: at least one.
 * - `steps`: bug details with steps to reproduce.
 * - `duplicate`: an issue that the asker sees is marked as, or related as, a duplicate of this one
 *   (`resolution:duplicate` finds the other end).
 * - `due`: a due date.
 */
export type HasFlag = 'attachment' | 'comment' | 'steps' | 'duplicate' | 'due';

export type SortField =
  | 'created'
  | 'updated'
  | 'key'
  | 'title'
  | 'severity'
  | 'priority'
  | 'status'
  | 'assignee'
  | 'reporter'
  | 'due';

/**
 * Rising: dates from the oldest; key by project, then number; title as text, ignoring case; people
 * by username; severity and priority from the gravest (rank 1, `critical`); status in the order todo,
 * doing, done, closed. Falling is the reverse. An issue without the value (unassigned, no due date)
 * stands last both ways. After the last key, the issue's id decides, in that key's direction.
 */
export interface SortKey extends Span {
  readonly field: SortField;
  readonly falling: boolean;
}

/** How the found issues are ordered when everything is told: by search rank, or by these keys. */
export type Order =
  | { readonly by: 'rank' }
  | { readonly by: 'keys'; readonly keys: readonly { field: SortField; falling: boolean }[] };

/** The order of a query: as told by `sort:`, else by rank where it searches words, else `-updated`. */
export function orderOf(query: Query): Order {
  if (query.sort.length > 0) return { by: 'keys', keys: query.sort };
  if (query.terms.some((term) => term.kind === 'text' && !term.negated)) return { by: 'rank' };
  return { by: 'keys', keys: [{ field: 'updated', falling: true }] };
}
