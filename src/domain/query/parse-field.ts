import { ISSUE_TYPES, PRIORITIES, RESOLUTIONS } from '../issue/issue.ts';
import type {
  DateField,
  DateMatch,
  EnvironmentMatch,
  IssueKeyParts,
  Person,
  Term,
  TextTerm,
} from './ast.ts';
import {
  FIELD_NAMES,
  type FieldName,
  HAS_FLAG_NAMES,
  IS_FLAG_NAMES,
  OTHER_NAMES,
} from './fields.ts';
import type { FieldLexeme, ValueLexeme } from './lex.ts';
import { nearest } from './near.ts';
import { parseDate } from './parse-date.ts';
import { problem, type Refuse, shortened, unknown } from './problem.ts';
import { type ReadValue, readValues } from './read-values.ts';

type FieldTerm = Exclude<Term, TextTerm>;

const TERM_FIELDS = FIELD_NAMES.filter((name) => name !== 'sort');

const KEY = /^([A-Z][A-Z0-9]{1,9})-([1-9]\d{0,14})$/;
const LOOSE_KEY = /^([A-Z][A-Z0-9]*[A-Z])[\s#_-]*([1-9]\d{0,14})$/;

/** Reads any field term but `sort:`. Undefined when something in it was refused. */
export function parseField(lexeme: FieldLexeme, refuse: Refuse): FieldTerm | undefined {
  const written = lexeme.name.text;
  const name = TERM_FIELDS.find((known) => known === written.toLowerCase());
  if (name === undefined) {
    const hint = OTHER_NAMES.get(written.toLowerCase()) ?? nearest(written, FIELD_NAMES);
    const otherwise = 'To search for this text, put it in quotes.';
    return refuse(unknown('field', written, lexeme.name, hint, otherwise));
  }
  const term = readTerm(name, lexeme, refuse);
  return term.values.length === lexeme.values.length ? term : undefined;
}

function readTerm(
  field: (typeof TERM_FIELDS)[number],
  lexeme: FieldLexeme,
  refuse: Refuse,
): FieldTerm {
  const { at, length, negated } = lexeme;
  const term = { at, length, negated };
  const values = <V>(read: ReadValue<V>) => readValues(lexeme, refuse, uncompared(field, read));
  switch (field) {
    case 'type':
      return { ...term, kind: field, values: values(oneOf(field, ISSUE_TYPES)) };
    case 'priority':
      return { ...term, kind: field, values: values(oneOf(field, PRIORITIES)) };
    case 'resolution':
      return { ...term, kind: field, values: values(orNone(oneOf(field, RESOLUTIONS))) };
    case 'is':
      return { ...term, kind: field, values: values(oneOf('“is” value', IS_FLAG_NAMES)) };
    case 'has':
      return { ...term, kind: field, values: values(oneOf('“has” value', HAS_FLAG_NAMES)) };
    case 'project':
    case 'status':
    case 'severity':
      return { ...term, kind: 'name', field, values: values(readName) };
    case 'tag':
      return { ...term, kind: field, values: values(orNone(readName)) };
    case 'assignee':
    case 'reporter':
      return { ...term, kind: 'person', field, values: values(readPerson) };
    case 'key':
      return { ...term, kind: field, values: values(readKey) };
    case 'env':
      return { ...term, kind: field, values: values(orNone(readEnvironment)) };
    case 'created':
    case 'updated':
    case 'resolved':
    case 'closed':
    case 'due':
      return { ...term, kind: 'date', field, values: readValues(lexeme, refuse, dateOf(field)) };
  }
}

/** Only dates are compared: elsewhere `<` and `>` are refused, unless quoted. */
function uncompared<V>(field: FieldName, read: ReadValue<V>): ReadValue<V> {
  return (value, refuse) => {
    if (value.quoted || !/^[<>]/.test(value.text)) return read(value, refuse);
    const message = `Only dates are compared with < and >. List the values of ${field} at character ${value.at}, with commas between them.`;
    return refuse(problem('malformed', value, message));
  };
}

function orNone<V>(read: ReadValue<V>): ReadValue<V | null> {
  return (value, refuse) => (isWord(value, 'none') ? null : read(value, refuse));
}

/** Quotes make a word a name: `tag:"none"` is the tag called none. */
function isWord(value: ValueLexeme, word: string): boolean {
  return !value.quoted && value.text.toLowerCase() === word;
}

function oneOf<V extends string>(noun: string, known: readonly V[]): ReadValue<V> {
  return (value, refuse) => {
    const found = known.find((name) => name === value.text.toLowerCase());
    if (found !== undefined) return found;
    const otherwise = `Write ${known.slice(0, -1).join(', ')} or ${known.at(-1)}.`;
    return refuse(unknown(noun, value.text, value, nearest(value.text, known), otherwise));
  };
}

function readName(value: ValueLexeme): string {
  return value.text.normalize('NFC').trim();
}

function readPerson(value: ValueLexeme): Person {
  if (isWord(value, 'me')) return { kind: 'me' };
  if (isWord(value, 'none')) return { kind: 'none' };
  return { kind: 'user', username: readName(value) };
}

function readKey(value: ValueLexeme, refuse: Refuse): IssueKeyParts | undefined {
  const text = value.text.toUpperCase();
  const [, project, number] = KEY.exec(text) ?? [];
  if (project !== undefined) return { project, number: Number(number) };
  const [, looseProject, looseNumber] = LOOSE_KEY.exec(text) ?? [];
  const hint = looseProject === undefined ? undefined : `${looseProject}-${looseNumber}`;
  const advice = hint === undefined ? 'Write it as PAY-12.' : `Did you mean ${hint}?`;
  const message = `“${shortened(value.text)}” at character ${value.at} is not an issue key. ${advice}`;
  return refuse(problem('malformed', value, message, hint));
}

function readEnvironment(value: ValueLexeme, refuse: Refuse): EnvironmentMatch | undefined {
  if (value.equals < 0) return { key: null, text: readName(value) };
  const key = value.text.slice(0, value.equals).normalize('NFC').trim();
  const text = value.text
    .slice(value.equals + 1)
    .normalize('NFC')
    .trim();
  if (key !== '' && text !== '') return { key, text };
  const message = `Write a key and a value around the = at character ${value.at}, such as env:os=Android.`;
  return refuse(problem('unfinished', value, message));
}

function dateOf(field: DateField): ReadValue<DateMatch> {
  return (value, refuse) => {
    const read = parseDate(field, value);
    return 'message' in read ? refuse(read) : read;
  };
}
