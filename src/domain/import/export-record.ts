import { z } from 'zod';
import { ACTIVITY_KINDS } from '../activity/activity.ts';
import { ASSIGNMENT_STATUSES } from '../assignment/assignment.ts';
import { activityId, assignmentId, commentId, issueId } from '../ids.ts';
import { bugDetailsInput } from '../issue/bug-details.ts';
import { day, issueType, priority, resolution } from '../issue/issue.ts';
import { projectDescription, projectKey, projectName, VISIBILITIES } from '../project/project.ts';
import { colour, severityDescription, severityLevel, severityRank } from '../severity/severity.ts';
import { tagName } from '../tag/tag.ts';
import { email, personName, role, username } from '../user/user.ts';

/** The format number that this program writes and reads. */
export const EXPORT_VERSION = 1;

const time = z.iso.datetime('Write the time as 2026-11-20T12:00:00.000Z.');
const issueKeyText = z.string().regex(/^[A-Z][A-Z0-9]{1,9}-[1-9]\d*$/, 'This is not an issue key.');

/** The first line of our JSON Lines: everything that issues name. People are named by username. */
export const exportHeader = z.strictObject({
  katydid: z.literal('export'),
  version: z.literal(
    EXPORT_VERSION,
    'This file was written by a newer Katydid. Update this one, then import again.',
  ),
  exportedAt: time,
  projects: z.array(
    z.strictObject({
      key: projectKey,
      name: projectName,
      description: projectDescription,
      visibility: z.enum(VISIBILITIES),
      workflow: z.string().nullable(),
      members: z.array(username),
    }),
  ),
  people: z.array(
    z.strictObject({ username, name: personName, role, email: email.nullable().optional() }),
  ),
  severities: z.array(
    z.strictObject({
      level: severityLevel,
      description: severityDescription,
      rank: severityRank,
      colour,
    }),
  ),
  tags: z.array(z.strictObject({ name: tagName, colour })),
});
export type ExportHeader = z.input<typeof exportHeader>;

/** Each further line: one issue, whole. Projects by key, severities by level, tags by name. */
export const exportRecord = z.strictObject({
  key: issueKeyText,
  id: issueId,
  project: projectKey,
  type: issueType,
  title: z.string(),
  description: z.string(),
  bug: z.strictObject({ ...bugDetailsInput.shape, author: username }).nullable(),
  severity: severityLevel,
  priority,
  status: z.string(),
  reporter: username,
  assignee: username.nullable(),
  resolution: resolution.nullable(),
  resolutionNote: z.string().nullable(),
  fixedIn: z.string().nullable(),
  /** The key of another line. */
  duplicateOf: issueKeyText.nullable(),
  tags: z.array(tagName),
  watchers: z.array(username),
  confidential: z.boolean(),
  dueDate: day.nullable(),
  assessedAt: time.nullable(),
  createdAt: time,
  updatedAt: time,
  resolvedAt: time.nullable(),
  closedAt: time.nullable(),
  external: z
    .strictObject({ source: z.string(), id: z.string(), url: z.string().nullable() })
    .nullable(),
  comments: z.array(
    z.strictObject({
      id: commentId,
      author: username,
      content: z.string(),
      createdAt: time,
      editedAt: time.nullable(),
    }),
  ),
  assignments: z.array(
    z.strictObject({
      id: assignmentId,
      assignee: username,
      assignedBy: username,
      assignedAt: time,
      status: z.enum(ASSIGNMENT_STATUSES),
      endedAt: time.nullable(),
      /** The name of the rule that chose; told, and not brought along. */
      rule: z.string().nullable(),
    }),
  ),
  activity: z.array(
    z.strictObject({
      id: activityId,
      at: time,
      actor: username,
      kind: z.enum(ACTIVITY_KINDS),
      field: z.string().nullable().optional(),
      from: z.string().nullable().optional(),
      to: z.string().nullable().optional(),
    }),
  ),
});
export type ExportRecord = z.input<typeof exportRecord>;
type ParsedRecord = z.output<typeof exportRecord>;

export type { ParsedRecord as ParsedExportRecord };

type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly field: string; readonly message: string };

export function isExportHeader(record: unknown): boolean {
  return typeof record === 'object' && record !== null && 'katydid' in record;
}

/** The record as its schema has it, or the first field at fault. */
export function readExport<S extends z.ZodType>(schema: S, record: unknown): Reading<z.output<S>> {
  const parsed = schema.safeParse(record);
  if (parsed.success) return { ok: true, value: parsed.data };
  const [first] = parsed.error.issues;
  return {
    ok: false,
    field: first?.path.join('.') ?? '',
    message: first?.message ?? 'The line is not what an export writes.',
  };
}
