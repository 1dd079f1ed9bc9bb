import { z } from 'zod';
import type { User } from '#domain/user/user.ts';
import { PASSWORD_MAX, PASSWORD_MIN } from '#engine/passwords.ts';
import { user } from '#engine/queries/shape.ts';
import { userShape } from '#protocol/shapes.ts';
import { faultOfPassword } from '../auth/passwords.ts';

/** A person as programs see one. */
export const restUserShape = userShape
  .omit({ hasPassword: true, version: true })
  .meta({ id: 'User' });
export type RestUser = z.infer<typeof restUserShape>;

/** A person as `viewer` may know them: the email is shown to oneself and to admins alone. */
export function restUser(row: User, viewer: User): RestUser {
  const { hasPassword: _hasPassword, version: _version, ...shown } = user(row, viewer);
  return shown;
}

export const EXAMPLE_USER: RestUser = {
  id: '01981f6e-2c1a-7b3e-9d55-0a4f6c2b8e11',
  username: 'ana',
  name: 'Ana Lima',
  email: 'ana@example.org',
  role: 'developer',
  blocked: false,
  createdAt: '2026-03-14T09:00:00.000Z',
  updatedAt: '2026-03-14T09:00:00.000Z',
};

/** A password that is to be set. */
export const newPassword = z
  .string()
  .superRefine((password, context) => {
    const fault = faultOfPassword(password);
    if (fault !== null) context.addIssue({ code: 'custom', message: fault });
  })
  .meta({ minLength: PASSWORD_MIN, maxLength: PASSWORD_MAX, format: 'password' });
