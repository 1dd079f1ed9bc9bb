import type { SortField, SortKey } from './ast.ts';
import { MAX_SORT_KEYS, SORT_FIELD_NAMES } from './fields.ts';
import type { FieldLexeme, ValueLexeme } from './lex.ts';
import { nearest } from './near.ts';
import { problem, type Refuse, unknown } from './problem.ts';
import { readValues } from './read-values.ts';

/**
 * Reads a `sort:` term; `before` holds the keys of the ones before it. A key for the second time
 * or past the third is a mistake, as it would be without effect.
 */
export function parseSort(
  lexeme: FieldLexeme,
  before: readonly SortKey[],
  refuse: Refuse,
): SortKey[] {
  if (lexeme.negated) {
    const [first] = lexeme.values;
    const hint = first === undefined || first.text === '' ? undefined : `sort:-${first.text}`;
    const message = `The - at character ${lexeme.at} stands before “sort”. For a falling order write it before the value${hint === undefined ? '' : `: ${hint}`}.`;
    refuse(problem('malformed', lexeme, message, hint));
    return [];
  }
  const keys: SortKey[] = [];
  for (const { at, length, value } of readValues(lexeme, refuse, readKey)) {
    const { field, falling } = value;
    const sorted = [...before, ...keys];
    if (sorted.some((key) => key.field === field)) {
      const message = `“${field}” at character ${at} is sorted by already. Leave it out.`;
      refuse(problem('malformed', { at, length }, message));
    } else if (sorted.length === MAX_SORT_KEYS) {
      const message = `A list is sorted by at most three values; “${field}” at character ${at} is one more. Leave it out.`;
      refuse(problem('malformed', { at, length }, message));
    } else keys.push({ at, length, field, falling });
  }
  return keys;
}

function readKey(
  value: ValueLexeme,
  refuse: Refuse,
): { field: SortField; falling: boolean } | undefined {
  const falling = value.text.startsWith('-');
  const name = (falling ? value.text.slice(1) : value.text).toLowerCase();
  const field = SORT_FIELD_NAMES.find((known) => known === name);
  if (field !== undefined) return { field, falling };
  const near = nearest(name, SORT_FIELD_NAMES);
  const hint = near === undefined ? undefined : `${falling ? '-' : ''}${near}`;
  const otherwise = `Sort by ${SORT_FIELD_NAMES.join(', ')}.`;
  return refuse(unknown('sort order', value.text, value, hint, otherwise));
}
