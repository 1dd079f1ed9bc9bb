import type { IssueId, UserId } from '#domain/ids.ts';
import type { Issue } from '#domain/issue/issue.ts';
import { seesIssue } from '#domain/permissions.ts';
import type { Project } from '#domain/project/project.ts';
import { type Rejection, rejection } from '#domain/rejection.ts';
import type { User } from '#domain/user/user.ts';
import type { Workflow } from '#domain/workflow/workflow.ts';
import { WORKSPACE_ID } from '#domain/workspace.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import { type LoadedRows, loadRows } from '#store/load-rows.ts';
import { scopeOf, visible } from '#store/query/viewer.ts';
import type { Asker } from '../asker.ts';

/** An issue that the asker sees, with what the rules need to judge it. */
export interface FoundIssue {
  readonly issue: Issue;
  readonly project: Project;
  readonly workflow: Workflow;
  /** People, severities, tags and assignments that the issue names. */
  readonly rows: LoadedRows;
}

/** A project's key and a number, in any case. */
export const ISSUE_KEY = /^([A-Za-z][A-Za-z0-9]*)-(\d{1,9})$/;

/** Finds by id or by key, in any case. What is not seen looks as if it did not exist. */
export async function findIssue(
  name: string,
  { store, user }: Pick<Asker, 'store' | 'user'>,
): Promise<Result<FoundIssue>> {
  const id = await idOfIssue(name, store.read);
  const { rows } = await loadRows(store.read, store.dialect, { rows: { issue: id ? [id] : [] } });
  const [issue] = rows.issue;
  const project = rows.project.find((row) => row.id === issue?.project);
  if (!issue || !project || !seesIssue(user, project, issue)) return failure(unknownIssue(name));
  const standard = rows.workspace.find((row) => row.id === WORKSPACE_ID)?.defaultWorkflow;
  const workflow = rows.workflow.find((row) => row.id === (project.workflow ?? standard));
  if (!workflow) throw new Error(`The workflow of ${project.key} is gone.`);
  return success({ issue, project, workflow, rows });
}

/** The row of an issue that the asker sees, where nothing more of it is needed. */
export async function findSeen(
  name: string,
  { store: { read, dialect }, user }: Pick<Asker, 'store' | 'user'>,
): Promise<Result<{ readonly seq: number; readonly id: string; readonly version: number }>> {
  const row = await read
    .selectFrom('issue')
    .select(['seq', 'id', 'version'])
    .where('id', '=', (await idOfIssue(name, read)) ?? '')
    .where(visible(await scopeOf(read, user), dialect))
    .executeTakeFirst();
  return row ? success(row) : failure(unknownIssue(name));
}

/** The id that a name means: an id as it is, or that of the issue with this key in any case. */
export async function idOfIssue(
  given: string,
  read: Asker['store']['read'],
): Promise<string | undefined> {
  const name = given.trim();
  const [, key, number] = ISSUE_KEY.exec(name) ?? [];
  if (!key || !number) return name.toLowerCase();
  const row = await read
    .selectFrom('issue')
    .select('id')
    .where('project_key', '=', key.toUpperCase())
    .where('number', '=', Number(number))
    .executeTakeFirst();
  return row?.id;
}

/** NOT_FOUND, the same for what is not there and for what is not seen. */
export function unknownIssue(name: string): Rejection {
  const message = `There is no issue ${name}, or you do not see it. Check the key.`;
  return rejection('NOT_FOUND', message, { field: 'issue' });
}

/** The row number under which the store keeps what belongs to an issue. */
export async function seqOf(read: Asker['store']['read'], id: IssueId): Promise<number> {
  const row = await read
    .selectFrom('issue')
    .select('seq')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.seq;
}

/** Who is who among these ids; people that do not exist are left out. */
export function peopleOf(users: readonly User[]): ReadonlyMap<UserId, User> {
  return new Map(users.map((row) => [row.id, row]));
}
