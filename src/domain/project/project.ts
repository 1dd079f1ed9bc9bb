import { z } from 'zod';
import type { Instant, ProjectId, UserId, WorkflowId } from '../ids.ts';
import { bodyText, nameText } from '../text.ts';

export const VISIBILITIES = ['public', 'private'] as const;
export type Visibility = (typeof VISIBILITIES)[number];

export interface Project {
  readonly id: ProjectId;
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly visibility: Visibility;
  /** Who sees a private project, besides admins; of a public one, who is listed. */
  readonly members: readonly UserId[];
  /** null: the workspace's default workflow. */
  readonly workflow: WorkflowId | null;
  readonly archived: boolean;
  /** The number that the next issue takes; numbers start at 1 and are never used twice. */
  readonly nextNumber: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly version: number;
}

export const projectKey = z
  .string()
  .trim()
  .toUpperCase()
  .regex(
    /^[A-Z][A-Z0-9]{1,9}$/,
    'A project key has 2 to 10 characters: a letter, then letters and digits, such as PAY.',
  );
export const projectName = nameText('The project name', 1, 120);
export const projectDescription = bodyText('The project description', 64);
