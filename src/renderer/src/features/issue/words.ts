import type { Frequency } from '#domain/issue/bug-details.ts';
import type { IssueType, Priority, Resolution } from '#domain/issue/issue.ts';

/* How the interface calls what the domain stores by short names. */

export const TYPE_WORDS: Readonly<Record<IssueType, string>> = { bug: 'Bug', task: 'Task' };

export const PRIORITY_WORDS: Readonly<Record<Priority, string>> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
};

export const RESOLUTION_WORDS: Readonly<Record<Resolution, string>> = {
  fixed: 'Fixed',
  duplicate: 'Duplicate',
  wont_fix: 'Won’t fix',
  invalid: 'Invalid',
  not_reproducible: 'Not reproducible',
  no_response: 'No response',
  other: 'Other',
};

export const FREQUENCY_WORDS: Readonly<Record<Frequency, string>> = {
  always: 'Always',
  sometimes: 'Sometimes',
  once: 'Once',
  unknown: 'Unknown',
};

const ENVIRONMENT_WORDS: ReadonlyMap<string, string> = new Map([
  ['os', 'System'],
  ['appVersion', 'App'],
  ['build', 'Build'],
  ['device', 'Device'],
  ['browser', 'Browser'],
  ['screen', 'Screen'],
  ['locale', 'Locale'],
  ['timeZone', 'Time zone'],
  ['memory', 'Memory'],
]);

/** The name of an entry of the environment; one that nobody knows stands for itself. */
export function environmentWord(key: string): string {
  return ENVIRONMENT_WORDS.get(key) ?? key;
}

const FIELD_WORDS: ReadonlyMap<string, string> = new Map([
  ['title', 'title'],
  ['description', 'description'],
  ['type', 'type'],
  ['severity', 'severity'],
  ['priority', 'priority'],
  ['dueDate', 'due date'],
  ['resolution', 'resolution'],
  ['resolutionNote', 'resolution note'],
  ['fixedIn', 'version it is fixed in'],
  ['duplicateOf', 'original'],
  ['stepsToReproduce', 'steps to reproduce'],
  ['expected', 'expected result'],
  ['actual', 'actual result'],
  ['frequency', 'frequency'],
  ['environment', 'environment'],
]);

/** A field as it stands within a sentence: "the due date". */
export function fieldWord(field: string): string {
  return FIELD_WORDS.get(field) ?? field;
}

/** The word of a stored value in one of the closed lists above; other values stand for themselves. */
export function valueWord(field: string, value: string): string {
  const words: Readonly<Record<string, string>> | undefined = WORDS_OF.get(field);
  return words !== undefined && Object.hasOwn(words, value) ? (words[value] ?? value) : value;
}

const WORDS_OF = new Map<string, Readonly<Record<string, string>>>([
  ['type', TYPE_WORDS],
  ['priority', PRIORITY_WORDS],
  ['resolution', RESOLUTION_WORDS],
  ['frequency', FREQUENCY_WORDS],
]);
