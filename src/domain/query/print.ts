import type { DateMatch, EnvironmentMatch, Person, Query, SortKey, Term, TextTerm } from './ast.ts';
import { isLoneCharacter } from './fold.ts';
import { isBareText } from './lex.ts';
import { endsInWord } from './words.ts';

/** Values that need no quotes; none of the language's signs is among these characters. */
const PLAIN_VALUE = /^[\p{L}\p{Nd}_][\p{L}\p{M}\p{Nd}_.+#/@-]*$/u;

/**
 * Writes a query in its canonical form: one space between terms, one `sort:` at the end, quotes only
 * where they are needed. Reading it again gives the same query, but for the places.
 *
 * Only the last term may be text with a prefix of its own (see `TextTerm`); `sort:` then stands
 * before it, since that text must end the query.
 */
export function print(query: Query): string {
  const { terms, sort } = query;
  const last = terms.at(-1);
  const typing = last?.kind === 'text' && isBeingTyped(last);
  const pieces = terms.map((term, index) =>
    printTerm(term, index === terms.length - 1 && !typing && sort.length === 0),
  );
  if (sort.length > 0) pieces.splice(typing ? -1 : pieces.length, 0, printSort(sort));
  return pieces.join(' ');
}

/** Whether the prefix comes from the word's place at the end, not from the word itself. */
function isBeingTyped({ prefix, words }: TextTerm): boolean {
  return prefix && !isLoneCharacter(words.at(-1) ?? '');
}

/** `closes`: the term ends the query, where bare text would be taken for a prefix. */
function printTerm(term: Term, closes: boolean): string {
  const minus = term.negated ? '-' : '';
  if (term.kind === 'text') return minus + printText(term, closes);
  return `${minus}${fieldOf(term)}:${printValues(term).join(',')}`;
}

function printText({ text, negated, prefix }: TextTerm, closes: boolean): string {
  const wouldBeTyped = closes && !prefix && !negated && endsInWord(text);
  return isBareText(text, negated) && !wouldBeTyped ? text : quote(text);
}

type FieldTerm = Exclude<Term, TextTerm>;

function fieldOf(term: FieldTerm): string {
  return 'field' in term ? term.field : term.kind;
}

function printValues(term: FieldTerm): string[] {
  switch (term.kind) {
    case 'name':
      return term.values.map(({ value }) => printName(value, []));
    case 'tag':
      return term.values.map(({ value }) => (value === null ? 'none' : printName(value, ['none'])));
    case 'person':
      return term.values.map(({ value }) => printPerson(value));
    case 'key':
      return term.values.map(({ value }) => `${value.project}-${value.number}`);
    case 'env':
      return term.values.map(({ value }) => printEnvironment(value));
    case 'date':
      return term.values.map(({ value }) => printDate(value));
    case 'type':
    case 'priority':
    case 'resolution':
    case 'is':
    case 'has':
      return term.values.map(({ value }) => value ?? 'none');
  }
}

/**
 * A value as it stands after a field's colon, quoted when bare text would be read otherwise.
 * @param reserved words that mean something else when bare
 */
export function printName(name: string, reserved: readonly string[]): string {
  return PLAIN_VALUE.test(name) && !reserved.includes(name.toLowerCase()) ? name : quote(name);
}

export function printPerson(person: Person): string {
  return person.kind === 'user' ? printName(person.username, ['me', 'none']) : person.kind;
}

export function printEnvironment(match: EnvironmentMatch | null): string {
  if (match === null) return 'none';
  const text = printName(match.text, match.key === null ? ['none'] : []);
  return match.key === null ? text : `${printName(match.key, [])}=${text}`;
}

function printDate(match: DateMatch): string {
  switch (match.kind) {
    case 'none':
      return 'none';
    case 'in':
      return match.period;
    case 'compare':
      return `${match.operator}${match.period}`;
    case 'range':
      return `${match.from}..${match.to}`;
    case 'age':
      return `${match.operator}${match.amount}${match.unit}`;
  }
}

function printSort(sort: readonly SortKey[]): string {
  const keys = sort.map(({ field, falling }) => (falling ? `-${field}` : field));
  return `sort:${keys.join(',')}`;
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
