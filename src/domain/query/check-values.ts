import type { Query } from './ast.ts';
import { nearest } from './near.ts';
import { type OpenKind, type OpenValue, openValues, printOpenValue } from './open-values.ts';
import { type Problem, unknown } from './problem.ts';

/** What the asker sees of the workspace; what is not seen is not there. */
export interface Known {
  /**
   * Whether the value is there, ignoring case: a project's key, a state's name in any workflow, a
   * severity's level, a tag, a username, an issue's key; for `env` a value that begins with the text
   * (under that key, if one is given).
   */
  has(value: OpenValue): boolean;
  /** Names of that kind, among which the hint is sought; may be cut short, or empty. */
  names(value: OpenValue): Iterable<string>;
}

const NOUNS: Readonly<Record<OpenKind, string>> = {
  project: 'project',
  status: 'status',
  severity: 'severity',
  tag: 'tag',
  person: 'person',
  env: 'environment',
  key: 'issue',
};

const ADVICE: Readonly<Record<OpenKind, string>> = {
  project: 'Write the key of a project, such as PAY.',
  status: 'Write a state of a workflow, such as in_progress.',
  severity: 'Write one of the severities of this workspace.',
  tag: 'Write the name of a tag.',
  person: 'Write a username, me or none.',
  env: 'Write the beginning of a value, with or without its key, such as os=Android.',
  key: 'Write the key of an issue, such as PAY-12.',
};

/** Refuses values that do not exist, as the parser refuses unknown fields: never an empty list. */
export function checkValues(query: Query, known: Known): Problem[] {
  return openValues(query)
    .filter((value) => !known.has(value))
    .map((value) => {
      const near = nearest(value.text, known.names(value));
      const hint = near === undefined ? undefined : printOpenValue({ ...value, text: near });
      return unknown(NOUNS[value.kind], spoken(value), value, hint, ADVICE[value.kind]);
    });
}

function spoken(value: OpenValue): string {
  return value.kind === 'env' && value.key !== null ? `${value.key}=${value.text}` : value.text;
}
