import { z } from 'zod';
import type { Day, Instant, IssueId, ProjectId, SeverityId, TagId, UserId } from '../ids.ts';
import type { Project } from '../project/project.ts';
import { bodyText, nameText } from '../text.ts';
import type { Category } from '../workflow/workflow.ts';
import type { BugDetails } from './bug-details.ts';

export const ISSUE_TYPES = ['bug', 'task'] as const;
export type IssueType = (typeof ISSUE_TYPES)[number];

/** From the least to the most urgent. */
export const PRIORITIES = ['low', 'medium', 'high', 'critical'] as const;
export type Priority = (typeof PRIORITIES)[number];

export const RESOLUTIONS = [
  'fixed',
  'duplicate',
  'wont_fix',
  'invalid',
  'not_reproducible',
  'no_response',
  'other',
] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

/** Where an imported or bridged issue comes from; `id` is unique per `source`. */
export interface ExternalRef {
  readonly source: string;
  readonly id: string;
  readonly url: string | null;
}

/** An issue as the rules see it: the whole row, long texts and sets included. */
export interface Issue {
  readonly id: IssueId;
  readonly project: ProjectId;
  readonly number: number;
  readonly type: IssueType;
  readonly title: string;
  /** Markdown, kept as typed. */
  readonly description: string;
  readonly bug: BugDetails | null;
  readonly severity: SeverityId;
  readonly priority: Priority;
  /** The name of a state of the project's workflow. */
  readonly status: string;
  /** The category of `status`, kept beside it so that lists need no workflow. */
  readonly category: Category;
  readonly reporter: UserId;
  readonly assignee: UserId | null;
  readonly resolution: Resolution | null;
  readonly resolutionNote: string | null;
  readonly fixedIn: string | null;
  readonly duplicateOf: IssueId | null;
  readonly tags: readonly TagId[];
  readonly watchers: readonly UserId[];
  readonly confidential: boolean;
  readonly dueDate: Day | null;
  /** null until triage or an import sets it. */
  readonly assessedAt: Instant | null;
  readonly resolvedAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly external: ExternalRef | null;
  /**
   * What the last import wrote, per field: the value, or the digest of a long one. A later import
   * updates only fields that still hold it. null for an issue that no import made.
   */
  readonly importMark: Readonly<Record<string, string>> | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly version: number;
}

/** `PAY-12`: what people say. A project's key is fixed once it has an issue, so this never changes. */
export function issueKey(project: Pick<Project, 'key'>, issue: Pick<Issue, 'number'>): string {
  return `${project.key}-${issue.number}`;
}

export const issueTitle = nameText('The title', 1, 255);
export const issueDescription = bodyText('The description', 64);
export const issueType = z.enum(ISSUE_TYPES);
export const priority = z.enum(PRIORITIES);
export const resolution = z.enum(RESOLUTIONS);
export const resolutionNote = bodyText('The resolution note', 16);
export const fixedIn = nameText('The version it is fixed in', 1, 40);
export const day = z.iso.date('Write the day as YYYY-MM-DD.');
