import { type Expression, expressionBuilder, type SqlBool } from 'kysely';
import type { UserId } from '#domain/ids.ts';
import type { Role } from '#domain/user/user.ts';
import type { Dialect } from '../dialect.ts';
import type { Read, Schema } from '../tables.ts';
import { oneOf } from './one-of.ts';

/** Who asks. */
export interface Viewer {
  readonly id: UserId;
  readonly role: Role;
}

/** A `user.n` that nobody has. */
export const NOBODY = 0;

/** What a viewer sees (spec: Permissions, "see a project" and "see an issue"), by row numbers. */
export interface Scope {
  /** `user.n` of whoever asks; `NOBODY` when the store does not know the person. */
  readonly user: number;
  /** Projects out of sight; null for admins, who see all. */
  readonly hiddenProjects: readonly number[] | null;
  /** Managers and admins see what is confidential; others where they report or are assigned. */
  readonly seesConfidential: boolean;
}

/** Looks up what the viewer sees at this moment. */
export async function scopeOf(db: Read, viewer: Viewer): Promise<Scope> {
  const person = await db
    .selectFrom('user')
    .select('n')
    .where('id', '=', viewer.id)
    .executeTakeFirst();
  const user = person?.n ?? NOBODY;
  if (viewer.role === 'admin') return { user, hiddenProjects: null, seesConfidential: true };
  const hidden = await db
    .selectFrom('project')
    .select('n')
    .where('visibility', '=', 'private')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('project_member')
            .select('project')
            .whereRef('project', '=', 'project.n')
            .where('user', '=', user),
        ),
      ),
    )
    .orderBy('n')
    .execute();
  return {
    user,
    hiddenProjects: hidden.map(({ n }) => n),
    seesConfidential: viewer.role === 'manager',
  };
}

/** The condition on `issue` under which the scope sees it. */
export function visible(scope: Scope, dialect: Dialect): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'issue'>();
  const conditions: Expression<SqlBool>[] = [];
  if (scope.hiddenProjects !== null && scope.hiddenProjects.length > 0) {
    conditions.push(eb.not(oneOf(eb.ref('issue.project'), scope.hiddenProjects, dialect)));
  }
  if (!scope.seesConfidential) {
    conditions.push(
      eb.or([
        eb('issue.confidential', '=', 0),
        eb('issue.reporter', '=', scope.user),
        eb('issue.assignee', '=', scope.user),
      ]),
    );
  }
  return eb.and(conditions);
}

/** What decides who sees an issue, by row numbers. */
export interface Visibility {
  readonly project: number;
  readonly reporter: number;
  readonly assignee: number | null;
  readonly confidential: boolean;
}

/** Whether the scope sees an issue that has been read: what `visible` asks in SQL. */
export function sees(scope: Scope, issue: Visibility): boolean {
  if (scope.hiddenProjects?.includes(issue.project)) return false;
  if (scope.seesConfidential || !issue.confidential) return true;
  return issue.reporter === scope.user || issue.assignee === scope.user;
}
