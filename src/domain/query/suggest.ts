import { KNOWN_ENVIRONMENT_KEYS } from '../issue/bug-details.ts';
import type { Span } from './ast.ts';
import { CLOSED_VALUES, FIELD_NAMES, FIELDS, type FieldName, OTHER_NAMES } from './fields.ts';
import {
  type FieldLexeme,
  type Lexeme,
  lex,
  readValue,
  type ValueLexeme,
  type WrittenValue,
} from './lex.ts';
import { type OpenKind, type OpenName, printOpenValue } from './open-values.ts';

/** One line of the list under the search box. */
export interface Suggestion {
  /** What to put in place of the typed range. */
  readonly insert: string;
  readonly label: string;
  readonly about: string;
}

/** What the workspace is asked for: names of this kind that begin with the prefix, ignoring case. */
export interface NameRequest {
  readonly kind: OpenKind;
  readonly prefix: string;
  /** For `env` alone: values under this key; null: under any. */
  readonly key: string | null;
}

/** What is being typed at the caret; the span is what a suggestion replaces. */
export type Typing =
  | { readonly kind: 'nothing' }
  | (Span & {
      readonly kind: 'field';
      readonly prefix: string;
      readonly suggestions: readonly Suggestion[];
    })
  | (Span & {
      readonly kind: 'value';
      readonly field: FieldName;
      /** What stands before the caret, without quotes. */
      readonly prefix: string;
      readonly suggestions: readonly Suggestion[];
      /** null: the suggestions are all there are. */
      readonly request: NameRequest | null;
    });

const NOTHING: Typing = { kind: 'nothing' };

/**
 * Tells what is being typed. Names and fixed values are suggested here; for the others the
 * workspace answers `request`, and `suggestName` makes a line of each answer.
 * @param caret index in `text`, in UTF-16 units
 */
export function suggest(text: string, caret: number): Typing {
  const lexeme = lex(text).find(({ at, length }) => at - 1 < caret && caret <= at - 1 + length);
  if (lexeme === undefined) return typingField('', { at: caret + 1, length: 0 });
  return lexeme.kind === 'field' ? inField(text, caret, lexeme) : inText(text, caret, lexeme);
}

function inText(text: string, caret: number, lexeme: Lexeme & { kind: 'text' }): Typing {
  if (lexeme.quoted) return NOTHING;
  const minus = lexeme.negated ? 1 : 0;
  const span = { at: lexeme.at + minus, length: lexeme.length - minus };
  return typingField(text.slice(span.at - 1, caret), span);
}

function inField(text: string, caret: number, lexeme: FieldLexeme): Typing {
  const { name, values } = lexeme;
  if (caret < name.at + name.length) {
    const span = { at: name.at, length: name.length + 1 };
    return typingField(text.slice(name.at - 1, caret), span);
  }
  const field = FIELD_NAMES.find((known) => known === name.text.toLowerCase());
  const value = values.find(
    ({ signAt, at, length }) => signAt <= caret && caret <= at - 1 + length,
  );
  if (field === undefined || value === undefined) return NOTHING;
  return typingValue(field, text, Math.max(caret, value.at - 1), value, lexeme);
}

function typingField(prefix: string, span: Span): Typing {
  const typed = prefix.toLowerCase();
  const meant = [...OTHER_NAMES].filter(([other]) => typed !== '' && other.startsWith(typed));
  const suggestions = FIELD_NAMES.filter(
    (name) => name.startsWith(typed) || meant.some(([, here]) => here === name),
  ).map((name) => ({ insert: `${name}:`, label: `${name}:`, about: FIELDS[name] }));
  return { kind: 'field', ...span, prefix, suggestions };
}

function typingValue(
  field: FieldName,
  text: string,
  caret: number,
  value: ValueLexeme,
  { values }: FieldLexeme,
): Typing {
  const typed = readValue(text.slice(0, caret), value.at - 1);
  // An open quote takes in the rest of the query, which a suggestion must leave alone.
  const length = value.openQuote === null ? value.length : typed.length;
  const others = values.filter((other) => other !== value).map((other) => other.text.toLowerCase());
  const suggestions = fixedValues(field)
    .filter(({ label }) => begins(label, typed.text.toLowerCase()) && !others.includes(label))
    .filter(() => !typed.quoted || field in CLOSED_VALUES);
  return {
    kind: 'value',
    field,
    at: value.at,
    length,
    prefix: typed.text,
    suggestions,
    request: requestFor(field, typed),
  };
}

/** A sort order is found by its name too, with or without the `-` that makes it fall. */
function begins(label: string, typed: string): boolean {
  return label.toLowerCase().startsWith(typed) || (typed !== '' && label.startsWith(`-${typed}`));
}

const NOBODY = 'nobody';

/** Values that need no workspace: all of a closed field, the words with a meaning of an open one. */
function fixedValues(field: FieldName): Suggestion[] {
  const values: Readonly<Record<string, string>> =
    field in CLOSED_VALUES
      ? CLOSED_VALUES[field as keyof typeof CLOSED_VALUES]
      : (WORDS[field] ?? {});
  return Object.entries(values).map(([label, about]) => ({ insert: label, label, about }));
}

const AGES = {
  '<1d': 'newer than a day',
  '<7d': 'newer than 7 days',
  '<30d': 'newer than 30 days',
  '>7d': 'older than 7 days',
  '>30d': 'older than 30 days',
};

const WORDS: Readonly<Partial<Record<FieldName, Readonly<Record<string, string>>>>> = {
  assignee: { me: 'you', none: NOBODY },
  reporter: { me: 'you', none: NOBODY },
  tag: { none: 'without tags' },
  created: AGES,
  updated: AGES,
  resolved: { ...AGES, none: 'not resolved' },
  closed: { ...AGES, none: 'not closed' },
  due: { none: 'without due date' },
  env: {
    ...Object.fromEntries(
      KNOWN_ENVIRONMENT_KEYS.map((key) => [`${key}=`, 'part of the environment']),
    ),
    none: 'without environment',
  },
};

const OPEN_KINDS: Readonly<Partial<Record<FieldName, OpenKind>>> = {
  project: 'project',
  key: 'key',
  status: 'status',
  severity: 'severity',
  assignee: 'person',
  reporter: 'person',
  tag: 'tag',
  env: 'env',
};

function requestFor(field: FieldName, typed: WrittenValue): NameRequest | null {
  const kind = OPEN_KINDS[field];
  if (kind === undefined) return null;
  if (kind !== 'env' || typed.equals < 0) return { kind, prefix: typed.text, key: null };
  const key = typed.text.slice(0, typed.equals);
  return { kind, prefix: typed.text.slice(typed.equals + 1), key };
}

/** A name that the workspace answered, as a suggestion. */
export function suggestName(request: NameRequest, name: string, about: string): Suggestion {
  const { kind, key } = request;
  const open: OpenName = kind === 'env' ? { kind, key, text: name } : { kind, text: name };
  return { insert: printOpenValue(open), label: name, about };
}

/**
 * The query after a suggestion was taken, and where the caret then stands. A value is followed by
 * a space, so that the next term can be typed.
 */
export function takeSuggestion(
  text: string,
  replaced: Span,
  { insert }: Suggestion,
): { text: string; caret: number } {
  const before = text.slice(0, replaced.at - 1) + insert;
  const after = text.slice(replaced.at - 1 + replaced.length);
  const goesOn = /[:=]$/.test(insert) || /^[\s,]/.test(after);
  return { text: before + (goesOn ? '' : ' ') + after, caret: before.length + (goesOn ? 0 : 1) };
}
