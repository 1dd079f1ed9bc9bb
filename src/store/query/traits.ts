import type { Query, Term } from '#domain/query/ast.ts';

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
