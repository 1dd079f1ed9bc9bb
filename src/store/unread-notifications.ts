import type { ProjectId, UserId } from '#domain/ids.ts';
import type { Notification } from '#domain/notification/notification.ts';
import type { UnreadNotification } from '#domain/state.ts';
import type { Answered } from './answer.ts';
import type { Dialect } from './dialect.ts';
import { loadRows } from './load-rows.ts';
import { loadNotifications } from './load-tables.ts';
import type { Read } from './tables.ts';

/**
 * See `Answers.unreadNotifications`. Three narrow statements however many there are, and one a table
 * for their projects: who has been away for months has thousands.
 */
export async function unreadNotifications(
  db: Read,
  dialect: Dialect,
  recipient: string,
): Promise<Answered<'unreadNotifications'>> {
  const rows = await db
    .selectFrom('notification')
    .innerJoin('user', 'user.n', 'notification.recipient')
    .innerJoin('issue', 'issue.seq', 'notification.issue')
    .innerJoin('project', 'project.n', 'issue.project')
    .innerJoin('user as reporter', 'reporter.n', 'issue.reporter')
    .leftJoin('user as assignee', 'assignee.n', 'issue.assignee')
    .select(['notification.id', 'project.id as project', 'issue.confidential'])
    .select(['reporter.id as reporter', 'assignee.id as assignee'])
    .where('user.id', '=', recipient)
    .where('notification.read_at', 'is', null)
    .orderBy('notification.id')
    .execute();
  const answer = rows.map(
    ({ id, project, confidential, reporter, assignee }): UnreadNotification => ({
      id: id as Notification['id'],
      issue: {
        project: project as ProjectId,
        confidential: confidential === 1,
        reporter: reporter as UserId,
        assignee: assignee as UserId | null,
      },
    }),
  );
  if (answer.length === 0) return { answer, rows: {}, found: [] };
  const projects = [...new Set(rows.map(({ project }) => project))];
  const loaded = await loadRows(db, dialect, { rows: { project: projects } });
  const notification = await loadNotifications(
    db,
    dialect,
    rows.map(({ id }) => id),
  );
  return { ...loaded, answer, rows: { ...loaded.rows, notification } };
}
