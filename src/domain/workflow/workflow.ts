import { z } from 'zod';
import type { Instant, WorkflowId } from '../ids.ts';
import { nameText } from '../text.ts';
import { ROLES, type Role } from '../user/user.ts';

/** What a state means to lists, reports and the leaf of a status glyph. */
export const CATEGORIES = ['todo', 'doing', 'done', 'closed'] as const;
export type Category = (typeof CATEGORIES)[number];

/** Who may: a relation to the issue, a role of the workspace, or any member of the project. */
export const ALLOW_WORDS = ['assignee', 'reporter', ...ROLES, 'member'] as const;
export type AllowWord = 'assignee' | 'reporter' | 'member' | Role;

/** Conditions of a transition (spec: The state machine). */
export const GUARDS = ['assignee', 'resolutionNote', 'notFixed'] as const;
export type Guard = (typeof GUARDS)[number];

/** Actions of the permission table that a workflow may give to others. */
export const WORKFLOW_ACTIONS = ['create', 'edit', 'assign', 'delete', 'writeNote'] as const;
export type WorkflowAction = (typeof WORKFLOW_ACTIONS)[number];

export interface State {
  /** How it is stored and written in queries: `in_progress`. Unique in its workflow. */
  readonly name: string;
  /** How it is shown: `In progress`. */
  readonly label: string;
  readonly category: Category;
}

export interface Transition {
  readonly from: string;
  readonly to: string;
  /** The verb on the button: `Start`. */
  readonly name: string;
  readonly allow: readonly AllowWord[];
  readonly require: readonly Guard[];
}

export interface Workflow {
  readonly id: WorkflowId;
  readonly name: string;
  readonly states: readonly State[];
  readonly initial: string;
  readonly transitions: readonly Transition[];
  /** What it does not name follows the permission table. */
  readonly permissions: Readonly<Partial<Record<WorkflowAction, readonly AllowWord[]>>>;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly version: number;
}

/** A workflow as data, without identity: what presets and an admin's edit give. */
export type WorkflowDefinition = Pick<
  Workflow,
  'name' | 'states' | 'initial' | 'transitions' | 'permissions'
>;

export const stateName = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, 'A state is named in small letters, digits and underscores.');

const allow = z.array(z.enum(ALLOW_WORDS)).max(ALLOW_WORDS.length).readonly();

export const workflowDefinition = z.strictObject({
  name: nameText('The workflow name', 1, 60),
  states: z
    .array(
      z.strictObject({
        name: stateName,
        label: nameText('The state label', 1, 40),
        category: z.enum(CATEGORIES),
      }),
    )
    .min(1)
    .max(50)
    .readonly(),
  initial: stateName,
  transitions: z
    .array(
      z.strictObject({
        from: stateName,
        to: stateName,
        name: nameText('The transition name', 1, 40),
        allow,
        require: z.array(z.enum(GUARDS)).max(GUARDS.length).readonly(),
      }),
    )
    .max(500)
    .readonly(),
  permissions: z.partialRecord(z.enum(WORKFLOW_ACTIONS), allow),
});
