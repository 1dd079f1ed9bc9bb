import { ensureAdmin } from '../auth/first-admin.ts';
import { withEngine } from './open.ts';
import type { Operation } from './operation.ts';

/** Makes an admin, or gives one a new password, where the server runs. */
export const createAdmin: Operation = {
  name: 'create-admin',
  summary:
    'makes an admin (--admin-username, --admin-email, --admin-name), asking for the password',
  run: async (call) => {
    const isTold =
      call.env.ADMIN_PASSWORD || call.args.some((arg) => /^--admin-password\b/.test(arg));
    const password = isTold ? null : await call.askPassword('Password of the admin: ');
    const env = password === null ? call.env : { ...call.env, ADMIN_PASSWORD: password };
    return withEngine({ ...call, env }, 'now', async (engine, { admin }) => {
      if (admin === null) {
        call.err('No password was given. Type one of 8 to 128 characters, or pipe it in.');
        return 2;
      }
      const outcome = await ensureAdmin(engine, admin);
      if (!outcome.ok) {
        call.err(outcome.error.message);
        return 1;
      }
      const words = { made: 'was made', realigned: 'was realigned', unchanged: 'is there already' };
      call.out(`The admin ${admin.username} ${words[outcome.value]}.`);
      return 0;
    });
  },
};
