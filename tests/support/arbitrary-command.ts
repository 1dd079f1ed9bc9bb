import fc from 'fast-check';
import type { CommandName } from '#domain/commands.ts';
import type { UserId } from '#domain/ids.ts';
import { EDITABLE_FIELDS } from '#domain/issue/events.ts';
import { PRIORITIES, RESOLUTIONS } from '#domain/issue/issue.ts';
import { RELATION_KINDS } from '#domain/relation/relation.ts';
import type { MemoryState, Rows } from './memory-state.ts';
import { aProject, aRule, aSeverity, aTag, aUser, aWorkflow, aWorkspace, idOf } from './rows.ts';

/** People of every role, one of them blocked; three projects, one of them private; two rules. */
export function crowdedRows(): Rows {
  const roles = {
    ada: 'admin',
    max: 'manager',
    dev: 'developer',
    deb: 'developer',
    tim: 'tester',
  } as const;
  const people = Object.entries(roles).map(([username, role]) => aUser({ username, role }));
  const id = (name: string) => idOf<UserId>(name);
  return {
    workspace: [aWorkspace()],
    workflow: [aWorkflow('standard'), aWorkflow('owner-led'), aWorkflow('admin-led')],
    user: [...people, aUser({ username: 'bob', role: 'developer', blocked: true })],
    project: [
      aProject({ key: 'PAY' }),
      aProject({
        key: 'SEC',
        visibility: 'private',
        members: [id('dev'), id('tim')],
        workflow: aWorkflow('owner-led').id,
      }),
      aProject({ key: 'ADM', workflow: aWorkflow('admin-led').id }),
    ],
    severity: ['Blocker', 'Major', 'Minor'].map((level, i) => aSeverity({ level, rank: i + 1 })),
    tag: [aTag({ name: 'ui' }), aTag({ name: 'slow' })],
    rule: [
      aRule({ id: idOf('rule1'), when: { severities: [], tags: [], type: 'bug', text: '' } }),
      aRule({
        id: idOf('rule2'),
        project: aProject({ key: 'SEC' }).id,
        candidates: { users: [id('dev'), id('deb'), id('bob')], roles: ['manager'] },
        strategy: 'round-robin',
      }),
    ],
  };
}

/** A command that somebody may think of when the workspace looks like this. */
export interface Wish {
  readonly actor: UserId;
  readonly name: CommandName;
  readonly args: unknown;
}
export type WishIn = (state: MemoryState, nth: number) => Wish | null;

const pick = fc.nat({ max: 1_000_000 });
/** Texts that people write at once: they share lines, mention each other and may be blank. */
const text = fc.constantFrom(
  'one\ntwo\nthree\nfour',
  'one\n2\nthree\nfour',
  'one\ntwo\nthree\nIV',
  'Ask @dev and @deb',
  '`@tim` is not called, @max is',
  '',
  ' ',
);
/** More often what moves an issue on, seldom what shuts a project or a person out. */
const names = [
  'issue.create',
  'issue.create',
  'issue.create',
  'issue.edit',
  'issue.edit',
  'issue.edit',
  'issue.edit',
  ...Array.from({ length: 12 }, () => 'issue.transition' as const),
  'issue.assign',
  'issue.assign',
  'issue.assign',
  'issue.assign',
  'issue.unassign',
  'issue.auto-assign',
  'issue.tag',
  'issue.untag',
  'issue.watch',
  'issue.unwatch',
  'issue.delete',
  ...Array.from({ length: 6 }, () => 'issue.relate' as const),
  'issue.unrelate',
  'issue.unrelate',
  'bug.add',
  'bug.edit',
  'bug.remove',
  'comment.add',
  'comment.edit',
  'comment.delete',
  'attachment.add',
  'attachment.add',
  'attachment.remove',
  'view.create',
  'view.edit',
  'view.delete',
  'user.block',
  'user.unblock',
  'project.archive',
  'project.unarchive',
  'tag.delete',
  'severity.delete',
] as const satisfies readonly CommandName[];

/** One wish; which people and things it is about is settled when its turn comes. */
export const arbitraryWish: fc.Arbitrary<WishIn> = fc
  .record({
    name: fc.constantFrom(...names),
    actor: pick,
    a: pick,
    b: pick,
    c: pick,
    text,
    other: text,
    flag: fc.boolean(),
  })
  .map((dice) => (state, nth) => wishOf(dice, state, nth));

interface Dice {
  readonly name: (typeof names)[number];
  readonly actor: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly text: string;
  readonly other: string;
  readonly flag: boolean;
}

function wishOf(dice: Dice, state: MemoryState, nth: number): Wish | null {
  const any = <T>(list: readonly T[], n: number): T | undefined => list[n % list.length];
  const people = state.all('user');
  const present = people.filter(({ blocked }) => !blocked);
  // Half of the time somebody who may do nearly everything, so that the sequence gets somewhere.
  const leads = present.filter(({ role }) => role === 'admin' || role === 'manager');
  const actor = any(dice.actor % 2 === 0 ? leads : present, dice.actor >> 1)?.id;
  const args = argumentsOf(dice, state, nth, any) ?? null;
  return actor === undefined || args === null ? null : { actor, name: dice.name, args };
}

function argumentsOf(
  { name, a, b, c, text: said, other, flag }: Dice,
  state: MemoryState,
  nth: number,
  any: <T>(list: readonly T[], n: number) => T | undefined,
): unknown {
  const fresh = `02b00000-0000-7000-8000-${nth.toString(16).padStart(12, '0')}`;
  const issue = any(state.all('issue'), a);
  const user = any(state.all('user'), b)?.id;
  const tag = any(state.all('tag'), b)?.id;
  const severity = any(state.all('severity'), b)?.id;
  const comment = any(state.all('comment'), a);
  const view = any(state.all('view'), a);
  const bug = { stepsToReproduce: said, expected: other };
  switch (name) {
    case 'issue.create':
      return {
        id: fresh,
        project: any(state.all('project'), a)?.id,
        type: flag ? 'bug' : 'task',
        title: `Issue ${nth}`,
        description: said,
        bug: flag ? bug : null,
        severity,
        assignee: c % 3 === 0 ? user : null,
        tags: c % 2 === 0 && tag ? [tag] : [],
        confidential: c % 5 === 0,
      };
    case 'issue.edit': {
      if (issue === undefined) return null;
      const field = any(EDITABLE_FIELDS, b);
      const to = {
        title: said || 'Title',
        description: said,
        type: flag ? 'bug' : 'task',
        severity: any(state.all('severity'), c)?.id,
        priority: any(PRIORITIES, c),
        dueDate: flag ? null : '2026-12-24',
        confidential: flag,
        resolutionNote: said,
      };
      if (field === undefined) return null;
      // Sometimes what the actor saw is not what is there any more.
      const stale = typeof issue[field] === 'string' && c % 3 === 0;
      const from = stale && /title|description/.test(field) ? other : issue[field];
      return { issue: issue.id, field, from, to: to[field] };
    }
    case 'issue.transition': {
      if (issue === undefined) return null;
      const next = { open: 'in_progress', in_progress: 'resolved', resolved: 'closed' };
      const onward = next[issue.status as keyof typeof next];
      const to = b % 3 === 0 ? any(['open', 'in_progress', 'resolved', 'closed'], b >> 2) : onward;
      const ending = {
        resolution: any(RESOLUTIONS, c),
        ...(c % 4 === 0 ? { duplicateOf: any(state.all('issue'), c)?.id } : {}),
        ...(c % 4 === 1 ? { fixedIn: '4.18' } : {}),
      };
      const over = flag && (to === 'resolved' || to === 'closed') ? ending : {};
      const seen = c % 7 === 0 ? { from: 'open' } : {};
      return { issue: issue.id, to, resolutionNote: said, ...over, ...seen };
    }
    case 'issue.assign':
      return issue ? { issue: issue.id, assignee: user } : null;
    case 'issue.tag':
    case 'issue.untag':
      return issue && tag ? { issue: issue.id, tag } : null;
    case 'issue.unassign':
    case 'issue.auto-assign':
    case 'issue.watch':
    case 'issue.unwatch':
    case 'issue.delete':
    case 'bug.remove':
      return issue ? { issue: issue.id } : null;
    case 'bug.add':
      return issue ? { issue: issue.id, bug } : null;
    case 'bug.edit': {
      if (!issue?.bug) return null;
      const from = c % 3 === 0 ? other : issue.bug.stepsToReproduce;
      return flag
        ? { issue: issue.id, field: 'stepsToReproduce', from, to: said }
        : {
            issue: issue.id,
            field: 'environment',
            from: issue.bug.environment,
            to: { os: said },
          };
    }
    case 'comment.add':
      return issue ? { id: fresh, issue: issue.id, content: said } : null;
    case 'comment.edit':
      return comment
        ? { comment: comment.id, from: flag ? comment.content : other, to: said }
        : null;
    case 'comment.delete':
      return comment ? { comment: comment.id } : null;
    case 'issue.relate': {
      const other = any(state.all('issue'), b);
      const kind = any(RELATION_KINDS, c);
      return issue && other ? { id: fresh, issue: issue.id, other: other.id, kind } : null;
    }
    case 'issue.unrelate':
      return { relation: any(state.all('relation'), a)?.id };
    case 'attachment.add': {
      const at = flag ? comment : undefined;
      const file = { name: `file ${nth}.png`, mime: 'image/png', size: c };
      const place = { issue: at?.issue ?? issue?.id, comment: at?.id ?? null };
      return { id: fresh, ...place, ...file, sha256: 'a1'.repeat(32) };
    }
    case 'attachment.remove':
      return { attachment: any(state.all('attachment'), a)?.id };
    case 'view.create': {
      const query = any(['', 'is:open sort:-updated', 'severty:x', 'assignee:me'], b);
      return { id: fresh, name: `View ${nth}`, query, shared: flag };
    }
    case 'view.edit':
      return view
        ? { id: view.id, field: 'query', from: view.query, to: flag ? 'is:blocked' : '"' }
        : null;
    case 'view.delete':
      return view ? { id: view.id } : null;
    case 'user.block':
    case 'user.unblock':
      return c % 3 === 0 ? { id: user } : null;
    case 'project.archive':
      return c % 4 === 0 ? { id: any(state.all('project'), a)?.id } : null;
    case 'project.unarchive':
      return { id: any(state.all('project'), a)?.id };
    case 'tag.delete':
      return c % 4 === 0 ? { id: tag } : null;
    case 'severity.delete':
      return c % 4 === 0 ? { id: severity, moveTo: any(state.all('severity'), a)?.id } : null;
  }
}
