import type { AssignmentStatus } from '#domain/assignment/assignment.ts';
import { type Result, success } from '#protocol/result.ts';
import type { AssignmentShape } from '#protocol/shapes.ts';
import { scopeOf, visible } from '#store/query/viewer.ts';
import type { Asker } from '../asker.ts';
import { findSeen } from './find-issue.ts';
import type { Paged, Window } from './paged.ts';
import { time, timeOrNull } from './shape.ts';

type Reader = Pick<Asker, 'store' | 'user'>;

/** The assignments of an issue, the newest first. */
export async function assignmentsOf(
  name: string,
  asker: Reader,
): Promise<Result<readonly AssignmentShape[]>> {
  const found = await findSeen(name, asker);
  if (!found.ok) return found;
  return success(await assignmentsAt(found.value.seq, asker));
}

/** The same, of an issue that the asker is known to see, by its row number. */
export async function assignmentsAt(
  seq: number,
  asker: Reader,
): Promise<readonly AssignmentShape[]> {
  const rows = await shaped(assignmentRows(asker).where('assignment.issue', '=', seq)).execute();
  return rows.map(shapeOf);
}

/** Assignments of issues that the asker sees, the newest first. */
export async function listAssignments(
  {
    assignee,
    status,
    offset,
    count,
  }: Window & { readonly assignee?: string; readonly status?: AssignmentStatus },
  asker: Reader,
): Promise<Paged<AssignmentShape>> {
  const { read, dialect } = asker.store;
  let query = assignmentRows(asker).where(visible(await scopeOf(read, asker.user), dialect));
  if (assignee !== undefined) query = query.where('assignee.id', '=', assignee);
  if (status !== undefined) query = query.where('assignment.status', '=', status);
  const { n } = await query
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  const rows = await shaped(query).offset(offset).limit(count).execute();
  return { total: Number(n), items: rows.map(shapeOf) };
}

function assignmentRows({ store }: Reader) {
  return store.read
    .selectFrom('assignment')
    .innerJoin('issue', 'issue.seq', 'assignment.issue')
    .innerJoin('user as assignee', 'assignee.n', 'assignment.assignee')
    .innerJoin('user as assigner', 'assigner.n', 'assignment.assigned_by')
    .leftJoin('rule', 'rule.id', 'assignment.rule');
}

function shaped(query: ReturnType<typeof assignmentRows>) {
  return query
    .select(['assignment.id', 'assignment.assigned_at', 'assignment.status', 'assignment.ended_at'])
    .select('issue.id as issue')
    .select(['assignee.id as assignee_id', 'assignee.username as assignee_username'])
    .select(['assignee.name as assignee_name', 'assigner.name as assigner_name'])
    .select(['assigner.id as assigner_id', 'assigner.username as assigner_username'])
    .select(['rule.id as rule_id', 'rule.name as rule_name'])
    .orderBy('assignment.assigned_at', 'desc')
    .orderBy('assignment.id', 'desc');
}

type Row = Awaited<ReturnType<ReturnType<typeof shaped>['execute']>>[number];

function shapeOf(row: Row): AssignmentShape {
  return {
    id: row.id,
    issue: row.issue,
    assignee: { id: row.assignee_id, username: row.assignee_username, name: row.assignee_name },
    assignedBy: { id: row.assigner_id, username: row.assigner_username, name: row.assigner_name },
    assignedAt: time(row.assigned_at),
    status: row.status as AssignmentStatus,
    endedAt: timeOrNull(row.ended_at),
    rule: row.rule_id === null ? null : { id: row.rule_id, name: row.rule_name ?? '' },
  };
}
