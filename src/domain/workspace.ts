import type { Instant, WorkflowId } from './ids.ts';

/** The one row that a store has about itself. */
export interface Workspace {
  /** Always `workspace`. */
  readonly id: string;
  readonly name: string;
  /** What projects follow that name no workflow of their own. */
  readonly defaultWorkflow: WorkflowId;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly version: number;
}

export const WORKSPACE_ID = 'workspace';
