import type { Query, Span, Term } from './ast.ts';
import { printEnvironment, printName, printPerson } from './print.ts';

/** Kinds of values that come from the workspace: the text alone does not tell whether one exists. */
export type OpenKind = 'project' | 'status' | 'severity' | 'tag' | 'person' | 'env' | 'key';

export type OpenName =
  | { readonly kind: Exclude<OpenKind, 'env'>; readonly text: string }
  | { readonly kind: 'env'; readonly key: string | null; readonly text: string };

/** Such a value at its place in a query. */
export type OpenValue = Span & OpenName;

/** Every value in the query that the workspace must know, in the query's order. */
export function openValues(query: Query): OpenValue[] {
  return query.terms.flatMap(valuesOf);
}

/** The value as it is written after its field's colon, quoted where needed. */
export function printOpenValue(value: OpenName): string {
  switch (value.kind) {
    case 'env':
      return printEnvironment(value);
    case 'person':
      return printPerson({ kind: 'user', username: value.text });
    default:
      return printName(value.text, value.kind === 'tag' ? ['none'] : []);
  }
}

function valuesOf(term: Term): OpenValue[] {
  switch (term.kind) {
    case 'name':
      return term.values.map(({ value, ...span }) => ({ ...span, kind: term.field, text: value }));
    case 'tag':
      return term.values.flatMap(({ value, ...span }) =>
        value === null ? [] : [{ ...span, kind: 'tag' as const, text: value }],
      );
    case 'person':
      return term.values.flatMap(({ value, ...span }) =>
        value.kind === 'user' ? [{ ...span, kind: 'person' as const, text: value.username }] : [],
      );
    case 'key':
      return term.values.map(({ value, ...span }) => ({
        ...span,
        kind: 'key',
        text: `${value.project}-${value.number}`,
      }));
    case 'env':
      return term.values.flatMap(({ value, ...span }) =>
        value === null ? [] : [{ ...span, kind: 'env' as const, ...value }],
      );
    case 'text':
    case 'type':
    case 'priority':
    case 'resolution':
    case 'date':
    case 'is':
    case 'has':
      return [];
  }
}
