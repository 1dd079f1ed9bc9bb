import { withEngine } from './open.ts';
import type { Operation } from './operation.ts';

/** Brings the tables up to date, for servers that are started with MIGRATE=manual. */
export const migrate: Operation = {
  name: 'migrate',
  summary: 'brings the tables of the store up to date, then ends',
  run: (call) =>
    withEngine(call, 'later', async ({ store }) => {
      const ran = await store.migrate();
      for (const { number, name, backup } of ran) {
        const kept = backup === null ? '' : ` (before it: ${backup})`;
        call.out(`Migration ${number}, ${name}, is done${kept}.`);
      }
      if (ran.length === 0) call.out('The store is up to date.');
      return 0;
    }),
};
