import type { Choice } from './ast.ts';
import type { FieldLexeme, ValueLexeme } from './lex.ts';
import { type Problem, problem, type Refuse } from './problem.ts';

/** Reads one alternative, or refuses it. */
export type ReadValue<V> = (value: ValueLexeme, refuse: Refuse) => V | undefined;

/** Reads every alternative of a field's comma list; what is missing or unclosed is refused here. */
export function readValues<V>(
  lexeme: FieldLexeme,
  refuse: Refuse,
  read: ReadValue<V>,
): Choice<V>[] {
  const choices: Choice<V>[] = [];
  for (const value of lexeme.values) {
    if (value.openQuote !== null) {
      refuse(unclosed(value.openQuote));
    } else if (value.text.trim() === '') {
      refuse(missing(lexeme));
    } else {
      const found = read(value, refuse);
      if (found !== undefined) choices.push({ at: value.at, length: value.length, value: found });
    }
  }
  return choices;
}

export function unclosed(at: number): Problem {
  const message = `The quote at character ${at} is not closed. Write another " after the text.`;
  return problem('unfinished', { at, length: 1 }, message);
}

function missing({ name, values }: FieldLexeme): Problem {
  const span = { at: name.at, length: name.length + 1 };
  const message =
    values.length === 1
      ? `Write a value after “${name.text}:” at character ${name.at}.`
      : `A value is missing beside a comma of “${name.text}:” at character ${name.at}. Write it, or remove the comma.`;
  return problem('unfinished', span, message);
}
