import { Lexer, Source, TokenKind } from 'graphql';
import { tooMuch } from '../errors.ts';
import { MOST_NESTING, MOST_TOKENS } from './limits.ts';

const OPENING: ReadonlySet<TokenKind> = new Set([
  TokenKind.BRACE_L,
  TokenKind.BRACKET_L,
  TokenKind.PAREN_L,
]);
const CLOSING: ReadonlySet<TokenKind> = new Set([
  TokenKind.BRACE_R,
  TokenKind.BRACKET_R,
  TokenKind.PAREN_R,
]);

/**
 * Refuses brackets within brackets before anything walks the document by recursion: a list of lists
 * can exhaust the stack with far fewer words than a document may have.
 * @throws GraphQLError
 */
export function refuseNesting(document: string | Source): void {
  const lexer = new Lexer(typeof document === 'string' ? new Source(document) : document);
  let depth = 0;
  // A longer document is refused by its length.
  for (let tokens = 0; tokens <= MOST_TOKENS; tokens += 1) {
    const { kind } = lexer.advance();
    if (kind === TokenKind.EOF) return;
    if (OPENING.has(kind)) depth += 1;
    else if (CLOSING.has(kind)) depth -= 1;
    if (depth > MOST_NESTING) throw tooMuch(`more than ${MOST_NESTING} brackets within brackets`);
  }
}
