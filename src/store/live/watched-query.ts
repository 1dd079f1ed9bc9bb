import type { Query, Term } from '#domain/query/ast.ts';
import { type NamedRows, namesAll } from '../query/names.ts';
import type { Scope } from '../query/viewer.ts';

/** On what, besides an issue itself, it depends whether the issue matches. */
export interface QueryTraits {
  /** On who asks: `assignee:me`, `is:watching`. */
  readonly ofViewer: boolean;
  /** On when it is asked: ages, `is:overdue`. */
  readonly ofTime: boolean;
  /** On other issues that the viewer sees: `has:duplicate`, `is:blocked`. */
  readonly reaching: boolean;
}

export function traitsOf({ terms }: Query): QueryTraits {
  const reaching = terms.some(reaches);
  return { reaching, ofViewer: reaching || terms.some(asksWho), ofTime: terms.some(asksWhen) };
}

function reaches(term: Term): boolean {
  if (term.kind === 'has') return term.values.some(({ value }) => value === 'duplicate');
  return term.kind === 'is' && term.values.some(({ value }) => value === 'blocked');
}

function asksWho(term: Term): boolean {
  if (term.kind === 'person') return term.values.some(({ value }) => value.kind === 'me');
  return term.kind === 'is' && term.values.some(({ value }) => value === 'watching');
}

function asksWhen(term: Term): boolean {
  if (term.kind === 'date') return term.values.some(({ value }) => value.kind === 'age');
  return term.kind === 'is' && term.values.some(({ value }) => value === 'overdue');
}

/**
 * A query that is asked again and again. But for a reaching one its scope hides nothing: who sees
 * what is found, is asked of each viewer afterwards, so that one evaluation serves them all.
 */
export interface WatchedQuery {
  readonly query: Query;
  readonly traits: QueryTraits;
  /** An IANA time zone. */
  readonly zone: string;
  readonly scope: Scope;
  readonly names: NamedRows;
}

/** A scope that sees everything, as this person (`user.n`; 0: as nobody). */
export function seeingAll(user: number): Scope {
  return { user, hiddenProjects: null, seesConfidential: true };
}

/** Whether names mean the same rows for both; else the query has to be asked anew. */
export function sameNames(one: NamedRows, other: NamedRows): boolean {
  const kinds = Object.keys(one) as (keyof NamedRows)[];
  return kinds.every((kind) => {
    const [a, b] = [one[kind], other[kind]];
    return a.size === b.size && [...a].every(([name, n]) => b.get(name) === n);
  });
}

/** Whether the query names something that is not there, and may come. */
export function waitsForNames({ query, names }: WatchedQuery): boolean {
  return !namesAll(query, names);
}
