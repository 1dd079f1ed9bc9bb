import type { Query } from '#domain/query/ast.ts';
import { type NamedRows, namesAll } from '../query/names.ts';
import type { QueryTraits } from '../query/traits.ts';
import type { Scope } from '../query/viewer.ts';

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
