import type { UserId } from '#domain/ids.ts';
import type { Issue } from '#domain/issue/issue.ts';
import type { Rows } from './memory-state.ts';
import { anIssue, aProject, aSeverity, aTag, aUser, aWorkflow, aWorkspace, idOf } from './rows.ts';
import { aWorld, type World } from './world.ts';

/** People of every role by name, and the things that most tests speak of. */
export const ada = idOf<UserId>('ada');
export const max = idOf<UserId>('max');
export const dev = idOf<UserId>('dev');
export const deb = idOf<UserId>('deb');
export const tim = idOf<UserId>('tim');
/** Of no concern to the issues of these tests. */
export const eve = idOf<UserId>('eve');
/** Blocked. */
export const bob = idOf<UserId>('bob');

export const pay = aProject({ key: 'PAY', nextNumber: 10 });
/** Private: dev and tim alone, besides admins. */
export const sec = aProject({
  key: 'SEC',
  name: 'Secrets',
  visibility: 'private',
  members: [dev, tim],
});
export const old = aProject({ key: 'OLD', name: 'Old', archived: true, nextNumber: 10 });
export const ui = aTag({ name: 'ui' });
export const major = aSeverity({ level: 'Major', rank: 1 });
export const minor = aSeverity({ level: 'Minor', rank: 2 });

/** Reported by tim in PAY, open, nobody has it. */
export const anOpenIssue = (over: Partial<Issue> = {}): Issue =>
  anIssue({ reporter: tim, watchers: [tim], ...over });

export const inProgress = { status: 'in_progress', category: 'doing' } as const;
export const resolved = {
  status: 'resolved',
  category: 'done',
  resolution: 'fixed',
  resolutionNote: 'Rounded once.',
  resolvedAt: 1_700_000_000_000,
} as const;
export const closed = {
  ...resolved,
  status: 'closed',
  category: 'closed',
  closedAt: 1_700_000_100_000,
} as const;

export function office(rows: Rows = {}): World {
  return aWorld({
    workspace: [aWorkspace()],
    workflow: [aWorkflow('standard')],
    user: [
      aUser({ username: 'ada', role: 'admin' }),
      aUser({ username: 'max', role: 'manager' }),
      aUser({ username: 'dev', role: 'developer' }),
      aUser({ username: 'deb', role: 'developer' }),
      aUser({ username: 'tim' }),
      aUser({ username: 'eve' }),
      aUser({ username: 'bob', role: 'developer', blocked: true }),
    ],
    project: [pay, sec, old],
    severity: [major, minor],
    tag: [ui],
    ...rows,
  });
}
