import { type Expression, expressionBuilder, type SqlBool } from 'kysely';
import { orderOf, type Query, type Term, type TextTerm } from '#domain/query/ast.ts';
import { conditionOf, type Meaning } from './query/conditions.ts';
import type { OrderKey } from './query/order.ts';
import { visible } from './query/viewer.ts';
import type { Schema } from './tables.ts';

/** A query as the store runs it: SQL for what rows say, words for the search, and the order. */
export interface CompiledQuery {
  /** On `issue`: every term but the words, and what the viewer may see. Never null in SQL. */
  readonly where: Expression<SqlBool>;
  /**
   * A term names few issues through another table or a key, so that the planner does better to
   * begin there than at the wide index.
   */
  readonly selective: boolean;
  /** Words that must be found, and (negated) words that must not. */
  readonly words: readonly TextTerm[];
  /** null: by search rank. */
  readonly order: readonly OrderKey[] | null;
}

/** Compiles a query whose names have been looked up. */
export function compileQuery(query: Query, meaning: Meaning): CompiledQuery {
  const { scope, dialect } = meaning;
  const words: TextTerm[] = [];
  const conditions: Expression<SqlBool>[] = [];
  let selective = false;
  for (const term of query.terms) {
    if (term.kind === 'text') words.push(term);
    else {
      conditions.push(conditionOf(term, meaning));
      selective ||= namesFew(term);
    }
  }
  conditions.push(visible(scope, dialect));
  const order = orderOf(query);
  return {
    where: expressionBuilder<Schema, 'issue'>().and(conditions),
    selective,
    words,
    order: order.by === 'rank' ? null : order.keys,
  };
}

/** Whether the term leads straight to its issues. A negated one leads everywhere else. */
function namesFew(term: Exclude<Term, TextTerm>): boolean {
  if (term.negated) return false;
  switch (term.kind) {
    case 'key':
      return true;
    case 'tag':
    case 'env':
      return term.values.every(({ value }) => value !== null);
    case 'is':
      return term.values.every(({ value }) => value === 'watching' || value === 'blocked');
    case 'has':
      return term.values.every(({ value }) => value === 'duplicate');
    default:
      return false;
  }
}
