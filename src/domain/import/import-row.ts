import { z } from 'zod';
import { ACTIVITY_KINDS, type ActivityKind } from '../activity/activity.ts';
import { ASSIGNMENT_STATUSES } from '../assignment/assignment.ts';
import { commentContent } from '../comment/comment.ts';
import {
  type ActivityId,
  assignmentId,
  commentId,
  type Instant,
  issueId,
  projectId,
  severityId,
  tagId,
  type UserId,
  userId,
  workflowId,
} from '../ids.ts';
import {
  actualResult,
  environment,
  expectedResult,
  frequency,
  stepsToReproduce,
} from '../issue/bug-details.ts';
import {
  day,
  fixedIn,
  issueDescription,
  issueTitle,
  issueType,
  priority,
  resolution,
  resolutionNote,
} from '../issue/issue.ts';
import { projectDescription, projectKey, projectName, VISIBILITIES } from '../project/project.ts';
import { colour, severityDescription, severityLevel, severityRank } from '../severity/severity.ts';
import { tagName } from '../tag/tag.ts';
import { isCleanText } from '../text.ts';
import { email, personName, role, username } from '../user/user.ts';
import { stateName } from '../workflow/workflow.ts';

/** Something of a row that had to be changed to fit, and how. `row` counts from 1. */
export interface Adjustment {
  readonly row: number;
  readonly field: string;
  readonly message: string;
}

/** Why a row cannot be imported, naming the field of the file. */
export type RowProblem = Adjustment;

/** A change that happened elsewhere: becomes activity that the fold ignores. */
export interface ImportedChange {
  readonly id: ActivityId;
  readonly at: Instant;
  readonly by: UserId;
  readonly kind: ActivityKind;
  readonly field: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

const instant = z.int();

/** By hand and not by zod: there are several of these for every row of an import. */
function isImportedChange(value: unknown): value is ImportedChange {
  if (typeof value !== 'object' || value === null) return false;
  const { id, at, by, kind, field, from, to } = value as Record<string, unknown>;
  return (
    typeof id === 'string' &&
    id.length === 36 &&
    typeof by === 'string' &&
    by.length === 36 &&
    Number.isSafeInteger(at) &&
    ACTIVITY_KINDS.includes(kind as ActivityKind) &&
    isTextOrNull(field) &&
    isTextOrNull(from) &&
    isTextOrNull(to)
  );
}

function isTextOrNull(value: unknown): boolean {
  return value === null || (typeof value === 'string' && isCleanText(value));
}

const history = z.custom<readonly ImportedChange[]>(
  (value) => Array.isArray(value) && value.every(isImportedChange),
  'The history has an entry that is not one. Leave it out.',
);

const importedComment = z.strictObject({
  id: commentId,
  author: userId,
  content: commentContent,
  createdAt: instant,
  editedAt: instant.nullable(),
});

const importedAssignment = z.strictObject({
  id: assignmentId,
  assignee: userId,
  assignedBy: userId,
  assignedAt: instant,
  status: z.enum(ASSIGNMENT_STATUSES),
  endedAt: instant.nullable(),
});

const externalRef = z.strictObject({
  source: z.string().min(1).max(200),
  id: z.string().min(1).max(500),
  url: z.string().max(2000).nullable(),
});

/** One row of whatever file, in our words and with the ids of this workspace. */
export const importRow = z.strictObject({
  /** Of the issue if it is new; a row seen before keeps the id it has. */
  id: issueId,
  project: projectId,
  /** Of the issue if it is new. */
  number: z.int().min(1),
  external: externalRef.nullable(),
  type: issueType,
  title: issueTitle,
  description: issueDescription,
  bug: z
    .strictObject({
      stepsToReproduce,
      expected: expectedResult,
      actual: actualResult,
      frequency,
      environment,
      author: userId,
    })
    .nullable(),
  severity: severityId,
  priority,
  status: stateName,
  reporter: userId,
  assignee: userId.nullable(),
  resolution: resolution.nullable(),
  resolutionNote: resolutionNote.nullable(),
  fixedIn: fixedIn.nullable(),
  duplicateOf: issueId.nullable(),
  tags: z.array(tagId),
  watchers: z.array(userId),
  confidential: z.boolean(),
  dueDate: day.nullable(),
  assessedAt: instant.nullable(),
  resolvedAt: instant.nullable(),
  closedAt: instant.nullable(),
  createdAt: instant,
  updatedAt: instant,
  comments: z.array(importedComment),
  /** Oldest first; what they lack of the present assignee is added (`settle-assignment.ts`). */
  assignments: z.array(importedAssignment),
  history,
});
export type ImportRow = z.infer<typeof importRow>;
export type ImportedComment = z.infer<typeof importedComment>;
export type ImportedAssignment = z.infer<typeof importedAssignment>;

/** What the row names and nobody here knew: made with it, in the same command. */
export const makes = z.strictObject({
  projects: z.array(
    z.strictObject({
      id: projectId,
      key: projectKey,
      name: projectName,
      description: projectDescription,
      visibility: z.enum(VISIBILITIES),
      members: z.array(userId),
      workflow: workflowId.nullable(),
    }),
  ),
  people: z.array(
    z.strictObject({
      id: userId,
      username,
      name: personName,
      email: email.nullable(),
      role,
    }),
  ),
  tags: z.array(z.strictObject({ id: tagId, name: tagName, colour })),
  severities: z.array(
    z.strictObject({
      id: severityId,
      level: severityLevel,
      description: severityDescription,
      rank: severityRank,
      colour,
    }),
  ),
});
export type Makes = z.infer<typeof makes>;

/** Arguments of `issue.import`. No row: only what the head of an export makes. */
export const importArgs = z.strictObject({ row: importRow.nullable(), makes: makes.nullable() });
export type ImportArgs = z.infer<typeof importArgs>;
