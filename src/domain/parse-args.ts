import type { z } from 'zod';
import { type Rejection, rejection } from './rejection.ts';

/**
 * Our words for what zod finds where the schema itself says nothing: what is wrong, and what is
 * expected instead. undefined leaves zod's own message.
 */
export function sentenceOf(issue: z.core.$ZodRawIssue): string | undefined {
  const name = issue.path === undefined ? '' : issue.path.join('.');
  const label = name === '' ? 'The arguments' : name;
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? `${label} is missing. Give a value of type ${issue.expected}.`
        : `${label} must be of type ${issue.expected}.`;
    case 'invalid_value':
      return `${label} must be one of ${issue.values.map(String).join(', ')}.`;
    case 'invalid_union':
      return `${label} has a value that is not known here. Choose another.`;
    case 'unrecognized_keys':
      return `${issue.keys.join(', ')} is not known here. Leave it out.`;
    case 'too_big':
      return `${label} is too large: at most ${issue.maximum}.`;
    case 'too_small':
      return `${label} is too small: at least ${issue.minimum}.`;
    default:
      return undefined;
  }
}

/** The rejection of arguments that do not parse; `details` lists every fault as field and message. */
export function badArguments(issues: readonly z.core.$ZodIssue[]): Rejection {
  const faults = issues.map((issue) => ({ field: fieldOf(issue), message: issue.message }));
  const [first] = faults;
  if (first === undefined) throw new Error('Arguments were refused without a reason.');
  const field = first.field === '' ? {} : { field: first.field };
  return rejection('VALIDATION', first.message, { ...field, details: faults });
}

/** An unknown field is at fault itself, not what holds it. */
function fieldOf(issue: z.core.$ZodIssue): string {
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  return [...issue.path, ...unknown].join('.');
}
