import type { LiveOffice, Name } from './live-office.ts';

/** One command that somebody may think of; it may well be refused. */
export interface Wish {
  readonly as: Name;
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** What a wish chooses from. */
export interface Things {
  readonly issues: readonly { id: string; title: string; confidential: number; project: string }[];
  readonly projects: readonly { id: string; visibility: string; members: readonly string[] }[];
  readonly people: readonly { id: string; role: string }[];
  readonly tags: readonly { id: string; name: string }[];
}

const ACTORS: readonly Name[] = ['ada', 'ada', 'max', 'dev', 'tim', 'eve'];
const WORDS = ['refund', 'slow', 'twice', 'receipt'];

export async function thingsOf({ store }: LiveOffice): Promise<Things> {
  const { read } = store;
  const issues = await read
    .selectFrom('issue')
    .innerJoin('project', 'project.n', 'issue.project')
    .select(['issue.id', 'issue.title', 'issue.confidential', 'project.id as project'])
    .orderBy('issue.seq')
    .execute();
  const projects = await read.selectFrom('project').select(['id', 'n', 'visibility']).execute();
  const members = await read
    .selectFrom('project_member')
    .innerJoin('user', 'user.n', 'project_member.user')
    .select(['project', 'user.id'])
    .execute();
  return {
    issues,
    projects: projects.map(({ id, n, visibility }) => {
      const own = members.filter(({ project }) => project === n);
      return { id, visibility, members: own.map((member) => member.id) };
    }),
    people: await read.selectFrom('user').select(['id', 'role']).orderBy('n').execute(),
    tags: await read.selectFrom('tag').select(['id', 'name']).orderBy('n').execute(),
  };
}

type Make = (
  office: LiveOffice,
  things: Things,
  pick: <T>(list: readonly T[]) => T,
  nth: number,
) => Readonly<Record<string, unknown>>;

const issueOf =
  (more: Make = () => ({})): Make =>
  (office, things, pick, nth) => ({
    issue: pick(things.issues).id,
    ...more(office, things, pick, nth),
  });

/** More often what moves issues into sight and out of it. */
const MAKES: readonly (readonly [weight: number, name: string, make: Make])[] = [
  [
    6,
    'issue.create',
    ({ clock, severities }, { projects, people, tags }, pick, nth) => ({
      id: clock.newId(),
      project: pick(projects).id,
      severity: pick(Object.values(severities)),
      title: `secret${nth}x ${pick(WORDS)} ${pick(WORDS)}`,
      description: 'It fails.',
      assignee: pick([null, null, pick(people).id]),
      tags: tags.length > 0 ? pick([[], [pick(tags).id]]) : [],
      confidential: pick([true, false]),
    }),
  ],
  [
    5,
    'issue.edit',
    (_office, { issues }, pick) => {
      const { id, confidential } = pick(issues);
      const field = { issue: id, field: 'confidential' };
      return { ...field, from: confidential === 1, to: confidential === 0 };
    },
  ],
  [
    3,
    'issue.edit',
    (_office, { issues }, pick) => {
      const { id, title } = pick(issues);
      const to = `${title.split(' ')[0]} ${pick(WORDS)} ${pick(WORDS)}`;
      return { issue: id, field: 'title', from: title, to };
    },
  ],
  [
    5,
    'issue.transition',
    issueOf((_office, { issues }, pick) => ({
      to: pick(['in_progress', 'resolved', 'closed']),
      resolutionNote: 'Done.',
      ...pick([
        {},
        { resolution: 'invalid' },
        { resolution: 'duplicate', duplicateOf: pick(issues).id },
      ]),
    })),
  ],
  [5, 'issue.assign', issueOf((_office, { people }, pick) => ({ assignee: pick(people).id }))],
  [3, 'issue.unassign', issueOf()],
  [2, 'issue.tag', issueOf((_office, { tags }, pick) => ({ tag: pick(tags).id }))],
  [1, 'issue.untag', issueOf((_office, { tags }, pick) => ({ tag: pick(tags).id }))],
  [2, 'issue.watch', issueOf()],
  [1, 'issue.unwatch', issueOf()],
  [2, 'issue.delete', issueOf()],
  [
    3,
    'comment.add',
    issueOf(({ clock }, _things, pick) => ({
      id: clock.newId(),
      content: `Seen: ${pick(WORDS)} @${pick(ACTORS)}`,
    })),
  ],
  [
    3,
    'project.set-members',
    ({ people: names }, { projects, people }, pick) => {
      const { id, members } = pick(projects);
      const to = people.map((person) => person.id).filter(() => pick([true, false]));
      return { id, from: members, to: [...new Set([names.ada, ...to])] };
    },
  ],
  [
    1,
    'project.edit',
    (_office, { projects }, pick) => {
      const { id, visibility } = pick(projects);
      const to = visibility === 'public' ? 'private' : 'public';
      return { id, field: 'visibility', from: visibility, to };
    },
  ],
  [
    1,
    'project.create',
    ({ clock }, _things, pick, nth) => ({
      id: clock.newId(),
      key: `P${nth}`,
      name: `Project ${nth}`,
      visibility: pick(['public', 'private']),
    }),
  ],
  [
    1,
    'user.edit',
    ({ people: names }, { people }, pick) => {
      const { id, role } = pick(people.filter((person) => person.id !== names.ada));
      return {
        id,
        field: 'role',
        from: role,
        to: pick(['manager', 'developer', 'tester', 'admin']),
      };
    },
  ],
  [1, 'user.block', ({ people: names }, _things, pick) => ({ id: pick([names.dev, names.eve]) })],
  [2, 'user.unblock', ({ people: names }, _things, pick) => ({ id: pick([names.dev, names.eve]) })],
  [
    1,
    'tag.create',
    ({ clock }, _things, pick) => ({
      id: clock.newId(),
      name: pick(['ui', 'db']),
      colour: '#123456',
    }),
  ],
  [
    1,
    'tag.edit',
    (_office, { tags }, pick) => {
      const { id, name } = pick(tags);
      return { id, field: 'name', from: name, to: pick(['ui', 'db', 'api']) };
    },
  ],
  [1, 'tag.delete', (_office, { tags }, pick) => ({ id: pick(tags).id })],
  [1, 'notification.read-all', () => ({})],
];
const WEIGHED = MAKES.flatMap((make) => Array.from({ length: make[0] }, () => make));

/** The next wish; null where there is nothing that it could be about. */
export function wishOf(
  office: LiveOffice,
  things: Things,
  random: () => number,
  nth: number,
): Wish | null {
  const pick = <T>(list: readonly T[]): T => {
    const one = list[Math.floor(random() * list.length)];
    if (one === undefined) throw new NothingToPick();
    return one;
  };
  const [, name, make] = pick(WEIGHED);
  const as = pick(ACTORS);
  try {
    return { as, name, args: make(office, things, pick, nth) };
  } catch (error) {
    if (error instanceof NothingToPick) return null;
    throw error;
  }
}

class NothingToPick extends Error {}
