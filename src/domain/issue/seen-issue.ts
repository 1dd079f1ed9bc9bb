import type { IssueId, ProjectId } from '../ids.ts';
import { seesIssue, seesProject } from '../permissions.ts';
import type { Project } from '../project/project.ts';
import type { ReadState } from '../state.ts';
import type { User } from '../user/user.ts';
import type { Workflow } from '../workflow/workflow.ts';
import { WORKSPACE_ID } from '../workspace.ts';
import type { Issue } from './issue.ts';

/** A project that the actor sees, with the workflow that it follows. */
export interface SeenProject {
  readonly project: Project;
  readonly workflow: Workflow;
}

/** An issue that the actor sees, with what judging it needs. */
export interface SeenIssue extends SeenProject {
  readonly issue: Issue;
}

/** undefined: there is none, or the actor does not see it, which must look alike (NOT_FOUND). */
export function seenProject(state: ReadState, actor: User, id: ProjectId): SeenProject | undefined {
  const project = state.get('project', id);
  if (project === undefined || !seesProject(actor, project)) return undefined;
  return { project, workflow: workflowOf(state, project) };
}

/** undefined: there is none, or the actor does not see it, which must look alike (NOT_FOUND). */
export function seenIssue(state: ReadState, actor: User, id: IssueId): SeenIssue | undefined {
  const issue = state.get('issue', id);
  const project = issue && state.get('project', issue.project);
  if (issue === undefined || project === undefined) return undefined;
  if (!seesIssue(actor, project, issue)) return undefined;
  return { issue, project, workflow: workflowOf(state, project) };
}

/** The project's own workflow, or the workspace's default. */
export function workflowOf(state: ReadState, project: Pick<Project, 'key' | 'workflow'>): Workflow {
  const id = project.workflow ?? state.get('workspace', WORKSPACE_ID)?.defaultWorkflow;
  const workflow = id && state.get('workflow', id);
  if (!workflow) throw new Error(`The workflow of ${project.key} is not loaded.`);
  return workflow;
}
