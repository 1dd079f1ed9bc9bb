import type { Query, SortKey, Term, TextTerm } from './ast.ts';
import { MAX_QUERY_LENGTH, MAX_TERMS } from './fields.ts';
import { isLoneCharacter } from './fold.ts';
import { lex, type TextLexeme } from './lex.ts';
import { parseField } from './parse-field.ts';
import { parseSort } from './parse-sort.ts';
import { type Problem, problem, type Refuse } from './problem.ts';
import { unclosed } from './read-values.ts';
import { endsInWord, words } from './words.ts';

export type Parsed =
  | { readonly ok: true; readonly query: Query }
  | { readonly ok: false; readonly problems: readonly [Problem, ...Problem[]] };

/**
 * Reads a query (spec: Searching and filtering). Every mistake that the text alone shows is found,
 * in the text's order; whether a project, person, tag and so on exists, `check-values.ts` asks.
 *
 * Text without a letter or digit (`-`, `&`) is passed over, since people paste titles; in quotes
 * it is a mistake.
 */
export function parse(text: string): Parsed {
  const problems: Problem[] = [];
  const refuse: Refuse = (found) => {
    problems.push(found);
    return undefined;
  };
  const query = read(text, refuse);
  const [first, ...others] = problems;
  return first === undefined ? { ok: true, query } : { ok: false, problems: [first, ...others] };
}

const NOTHING: Query = { terms: [], sort: [] };

function read(text: string, refuse: Refuse): Query {
  if (text.length > MAX_QUERY_LENGTH) {
    const rest = { at: MAX_QUERY_LENGTH + 1, length: text.length - MAX_QUERY_LENGTH };
    const message = `The query has ${text.length} characters; the limit is ${MAX_QUERY_LENGTH}. Shorten it.`;
    refuse(problem('too-long', rest, message));
    return NOTHING;
  }
  const lexemes = lex(text);
  const excess = lexemes[MAX_TERMS];
  if (excess !== undefined) {
    const rest = { at: excess.at, length: text.length - excess.at + 1 };
    const message = `The query has ${lexemes.length} terms; the limit is ${MAX_TERMS}. Leave some out.`;
    refuse(problem('too-long', rest, message));
    return NOTHING;
  }
  const terms: Term[] = [];
  const sort: SortKey[] = [];
  for (const lexeme of lexemes) {
    if (lexeme.kind === 'field' && lexeme.name.text.toLowerCase() === 'sort') {
      sort.push(...parseSort(lexeme, sort, refuse));
      continue;
    }
    const isLast = lexeme.at - 1 + lexeme.length === text.length;
    const term =
      lexeme.kind === 'field' ? parseField(lexeme, refuse) : parseText(lexeme, isLast, refuse);
    if (term !== undefined) terms.push(term);
  }
  return { terms, sort };
}

function parseText(lexeme: TextLexeme, isLast: boolean, refuse: Refuse): TextTerm | undefined {
  const { at, length, negated, text, quoted, openQuote } = lexeme;
  if (openQuote !== null) return refuse(unclosed(openQuote));
  const found = words(text);
  const last = found.at(-1);
  if (last === undefined) {
    if (!quoted) return undefined;
    const message = `The quotes at character ${at} hold no word to search for. Write one between them.`;
    return refuse(problem(text.trim() === '' ? 'unfinished' : 'malformed', lexeme, message));
  }
  const beingTyped = isLast && !quoted && !negated && endsInWord(text);
  const prefix = beingTyped || isLoneCharacter(last);
  return { kind: 'text', at, length, negated, text, words: found, prefix };
}
