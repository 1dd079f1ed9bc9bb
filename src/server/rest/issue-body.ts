import { z } from 'zod';
import {
  actualResult,
  bugDetailsInput,
  environment,
  expectedResult,
  frequency,
  stepsToReproduce,
} from '#domain/issue/bug-details.ts';
import {
  day,
  issueDescription,
  issueTitle,
  issueType,
  priority,
  resolutionNote,
} from '#domain/issue/issue.ts';
import { sentenceOf } from '#domain/parse-args.ts';
import { tagName } from '#domain/tag/tag.ts';
import { ref } from './parameters.ts';

const tags = z.array(tagName).max(100);
const dueDate = day.nullable();

/** What an issue is made of, but for its project and assignee, which calls of their own change. */
const content = {
  title: issueTitle,
  description: issueDescription.default(''),
  bug: bugDetailsInput.nullable().default(null),
  type: issueType.default('bug'),
  severity: ref.optional().meta({ description: 'By id or level; Major unless told.' }),
  priority: priority.default('medium'),
  tags: tags.default([]).meta({ description: 'Names; one that does not exist yet is made.' }),
  confidential: z.boolean().default(false),
  dueDate: dueDate.default(null),
};

export const newIssue = z.strictObject({
  project: ref.meta({ description: 'By id or key.' }),
  ...content,
  assignee: ref
    .nullable()
    .default(null)
    .meta({ description: 'By id or username; null: the project’s rules choose, if it has any.' }),
});
export type NewIssue = z.output<typeof newIssue>;

const bugChanges = z
  .strictObject({
    stepsToReproduce,
    expected: expectedResult,
    actual: actualResult,
    frequency,
    environment,
  })
  .partial();

/** The values that the caller saw (spec: Two people, one field). */
const from = z
  .strictObject({
    title: z.string(),
    description: z.string(),
    bug: z
      .strictObject({
        stepsToReproduce: z.string(),
        expected: z.string(),
        actual: z.string(),
        frequency,
        environment,
      })
      .partial()
      .nullable(),
    type: issueType,
    severity: ref,
    priority,
    tags: z.array(z.string()).max(1000),
    confidential: z.boolean(),
    dueDate,
    resolutionNote: z.string().nullable(),
  })
  .partial()
  .meta({
    description:
      'What the caller saw of each field. One that changed since and does not merge answers 409; one that is not named here is written over.',
  });
export type SeenValues = z.output<typeof from>;

export const wholeIssue = z.strictObject(
  { ...content, from: from.optional() },
  { error: sayWhichCall },
);
export type WholeIssue = z.output<typeof wholeIssue>;

export const issueChanges = z
  .strictObject(
    {
      title: issueTitle,
      description: issueDescription,
      bug: bugChanges.nullable(),
      type: issueType,
      severity: ref,
      priority,
      tags,
      confidential: z.boolean(),
      dueDate,
      resolutionNote: resolutionNote.nullable(),
      from,
    },
    { error: sayWhichCall },
  )
  .partial()
  .refine(({ from: _, ...changes }) => Object.keys(changes).length > 0, {
    error: 'Nothing is to be changed. Give at least one field.',
  })
  .refine(({ from: seen = {}, ...changes }) => Object.keys(seen).every((name) => name in changes), {
    path: ['from'],
    error: 'from names a field that is not to be changed. Leave it out.',
  });
export type IssueChanges = z.output<typeof issueChanges>;

const OWN_CALLS: Readonly<Record<string, string>> = {
  status: 'status changes by POST /api/issues/:id/transition. Leave it out here.',
  assignee: 'assignee changes by POST /api/issues/:id/assignments. Leave it out here.',
  reporter: 'reporter never changes: it is whoever made the issue. Leave it out.',
  project: 'project never changes. Leave it out.',
  number: 'number never changes. Leave it out.',
  resolution: 'resolution is set by POST /api/issues/:id/transition. Leave it out here.',
  createdAt: 'createdAt is set by the server. Leave it out.',
  updatedAt: 'updatedAt is set by the server. Leave it out.',
  resolvedAt: 'resolvedAt is set by POST /api/issues/:id/transition. Leave it out here.',
  closedAt: 'closedAt is set by POST /api/issues/:id/transition. Leave it out here.',
  assessedAt: 'assessedAt is set by the server. Leave it out.',
};

/** A field that has a call of its own is refused with its name. */
function sayWhichCall(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code !== 'unrecognized_keys') return undefined;
  const named = issue.keys.find((key) => Object.hasOwn(OWN_CALLS, key));
  return (named && OWN_CALLS[named]) ?? sentenceOf(issue);
}
