import type { Permission } from '#domain/permissions.ts';
import type { User } from '#domain/user/user.ts';
import type { IssueRow, PermissionShape, PersonShape, UserShape } from '#protocol/shapes.ts';
import type { IssueListRow } from '#store/query/issue-rows.ts';

/** ISO-8601 UTC with milliseconds, as every face shows a time. */
export function time(instant: number): string {
  return new Date(instant).toISOString();
}

export function timeOrNull(instant: number | null): string | null {
  return instant === null ? null : time(instant);
}

export function permission(given: Permission): PermissionShape {
  return given.ok ? { open: true, reason: null } : { open: false, reason: given.reason };
}

export function person({ id, username, name }: PersonShape | User): PersonShape {
  return { id, username, name };
}

/** A person as `viewer` may know them: the email is shown to oneself and to admins alone. */
export function user(row: User, viewer: User): UserShape {
  return {
    ...person(row),
    email: viewer.role === 'admin' || viewer.id === row.id ? row.email : null,
    role: row.role,
    blocked: row.blocked,
    hasPassword: row.passwordHash !== null,
    createdAt: time(row.createdAt),
    updatedAt: time(row.updatedAt),
    version: row.version,
  };
}

export function issueRow({ seq: _, createdAt, updatedAt, tags, ...row }: IssueListRow): IssueRow {
  return { ...row, tags: [...tags], createdAt: time(createdAt), updatedAt: time(updatedAt) };
}
