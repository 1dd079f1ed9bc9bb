import { SqlError, StoreBusy, UniqueViolation } from './errors.ts';

/** SQLite names the columns of a violated constraint, PostgreSQL its name: ours is the name. */
const CONSTRAINT_OF_COLUMNS: Readonly<Record<string, string>> = {
  'user.id': 'user_id',
  'user.username': 'user_username',
  'user.email_fold': 'user_email',
  'project.id': 'project_id',
  'project.key': 'project_key',
  'severity.id': 'severity_id',
  'severity.level_fold': 'severity_level',
  'tag.id': 'tag_id',
  'tag.name_fold': 'tag_name',
  'workflow.name_fold': 'workflow_name',
  'issue.id': 'issue_id',
  'issue.project_key, issue.number': 'issue_key',
  'issue_text.external_source, issue_text.external_id': 'issue_external',
  'comment.id': 'comment_id',
  'assignment.issue': 'assignment_open',
};

/**
 * What a failed SQLite call means.
 * @param holders says who else has the file open, for a person who has to wait
 */
export function sqliteError(error: unknown, sql: string, holders: () => string): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code.startsWith('SQLITE_BUSY')) {
    return new StoreBusy(`Another program is writing to this workspace. ${holders()}`, {
      cause: error,
    });
  }
  if (code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY') {
    const columns = error.message.replace(/^UNIQUE constraint failed: /, '');
    const fallback = `${columns.split('.')[0]}_pkey`;
    return new UniqueViolation(CONSTRAINT_OF_COLUMNS[columns] ?? fallback, error);
  }
  return new SqlError(sql, error);
}
