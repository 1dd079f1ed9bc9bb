import { ROLES, type Role } from '#domain/user/user.ts';

/** The roles as they are shown. */
export const ROLE_LABELS: Readonly<Record<Role, string>> = {
  admin: 'Admin',
  manager: 'Manager',
  developer: 'Developer',
  tester: 'Tester',
};

export const ROLE_OPTIONS = ROLES.map((value) => ({ value, label: ROLE_LABELS[value] }));
