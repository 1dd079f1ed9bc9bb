import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { accept, reject } from '../decision.ts';
import { type Instant, userId } from '../ids.ts';
import { bornAt } from '../record-edit.ts';
import { idTaken } from '../refusals.ts';
import { rejection } from '../rejection.ts';
import { WORKSPACE_ID } from '../workspace.ts';
import { nameLookups, refuseTakenName } from './refuse-name.ts';
import { email, passwordHash, personName, type User, username } from './user.ts';

const schema = z.strictObject({
  id: userId,
  username,
  name: personName,
  email,
  passwordHash: passwordHash.unwrap(),
});

/** Nobody becomes more than a tester by registering. */
function newcomer(args: z.output<typeof schema>, now: Instant): User {
  return { ...args, role: 'tester', blocked: false, ...bornAt(now) };
}

/**
 * Somebody joins by themselves: nobody is signed in yet. Whether a server lets people register at
 * all is for its host to say, which alone gives this command.
 */
export const registerUser = defineCommand({
  name: 'user.register',
  schema,
  needs: (args) => ({ rows: { user: [args.id] }, lookups: nameLookups(args) }),
  firstActor: newcomer,
  decide: (args, state, { actor, now }) => {
    if (actor.id !== args.id) {
      const message = 'You are signed in already. An admin adds other people.';
      return reject(rejection('FORBIDDEN', message));
    }
    if (state.get('workspace', WORKSPACE_ID) === undefined) {
      const message = 'This workspace has not begun. Its first admin begins it.';
      return reject(rejection('CONFLICT', message));
    }
    if (state.get('user', args.id) !== undefined) return idTaken();
    const taken = refuseTakenName(args, state);
    if (taken !== null) return taken;
    return accept({ type: 'record.created', table: 'user', row: newcomer(args, now) });
  },
});
