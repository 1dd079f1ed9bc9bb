import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { logChanges } from '#store/change-log.ts';
import { DATABASES } from '#tests/store/contract/databases.ts';
import { EVERYBODY, type LiveOffice, type Name, openOffice, settableClock } from './live-office.ts';

/*
 * Given an issue and people who follow a query, when somebody does something, then each is told
 * exactly this. Whoever is not named in `told` follows too, and must be told nothing.
 */

interface Case {
  readonly name: string;
  readonly query?: string;
  /** The issue that everything is about, filed by tim. */
  readonly given?: (office: LiveOffice) => object;
  readonly before?: (office: LiveOffice, issue: string) => Promise<unknown>;
  readonly when: (office: LiveOffice, issue: string) => Promise<unknown>;
  readonly told: { readonly [N in Name]?: readonly string[] };
}

const DAY = 86_400_000;
const clock = settableClock();
const all = (...lines: string[]) =>
  ({ ada: lines, max: lines, dev: lines, tim: lines, eve: lines }) as const;
const edit = (office: LiveOffice, issue: string, field: string, from: unknown, to: unknown) =>
  office.does('ada', 'issue.edit', { issue, field, from, to });
const assign = (office: LiveOffice, issue: string, who: Name) =>
  office.does('ada', 'issue.assign', { issue, assignee: office.people[who] });
const unassign = (office: LiveOffice, issue: string) =>
  office.does('ada', 'issue.unassign', { issue });
const comment = (office: LiveOffice, issue: string, content = 'Seen again.', as: Name = 'tim') =>
  office.does(as, 'comment.add', { id: office.clock.newId(), issue, content });
const confidential = { given: () => ({ confidential: true }) };
const inSec = { given: (office: LiveOffice) => ({ project: office.sec }) };
const decline = (office: LiveOffice, issue: string, more: object = { resolution: 'invalid' }) =>
  office.does('ada', 'issue.transition', { issue, to: 'resolved', resolutionNote: 'No.', ...more });

const MATCHING: readonly Case[] = [
  {
    name: 'what is filed and matches, is created',
    query: 'is:open',
    when: (office) => office.files('tim'),
    told: all('created BUG-2'),
  },
  {
    name: 'what is filed and does not match, is not told',
    query: 'severity:Blocker',
    when: (office) => office.files('tim'),
    told: {},
  },
  {
    name: 'what changes and still matches, is updated',
    when: (office, issue) => edit(office, issue, 'title', 'A bug', 'Another'),
    told: all('updated BUG-1'),
  },
  {
    name: 'a comment is a part of its issue',
    when: (office, issue) => comment(office, issue, 'Seen again.', 'eve'),
    told: {
      ...all('updated BUG-1'),
      tim: ['updated BUG-1', 'notification commented BUG-1'],
    },
  },
  {
    name: 'so is a watcher',
    when: (office, issue) => office.does('eve', 'issue.watch', { issue }),
    told: all('updated BUG-1'),
  },
  {
    name: 'what changes and begins to match, is created',
    query: 'has:comment',
    when: (office, issue) => comment(office, issue),
    told: all('created BUG-1'),
  },
  {
    name: 'what ceases to match has left',
    query: 'is:open',
    when: (office, issue) => decline(office, issue),
    told: { ...all('left BUG-1'), tim: ['left BUG-1', 'notification status_changed BUG-1'] },
  },
  {
    name: 'what never matched does not leave',
    query: 'severity:Blocker',
    when: (office, issue) => decline(office, issue),
    told: { tim: ['notification status_changed BUG-1'] },
  },
  {
    name: 'what is deleted has left',
    query: 'is:open',
    when: (office, issue) => office.does('ada', 'issue.delete', { issue }),
    told: all('left BUG-1'),
  },
  {
    name: 'what is deleted and was not shown is not told',
    query: 'severity:Blocker',
    when: (office, issue) => office.does('ada', 'issue.delete', { issue }),
    told: {},
  },
  {
    name: 'me is whoever follows',
    query: 'assignee:me',
    when: (office, issue) => assign(office, issue, 'dev'),
    told: { dev: ['created BUG-1', 'notification assigned BUG-1'] },
  },
  {
    name: 'me ceases to be assigned',
    query: 'assignee:me',
    before: (office, issue) => assign(office, issue, 'dev'),
    when: (office, issue) => assign(office, issue, 'eve'),
    told: {
      dev: ['left BUG-1', 'notification unassigned BUG-1'],
      eve: ['created BUG-1', 'notification assigned BUG-1'],
    },
  },
  {
    name: 'watching is of whoever follows',
    query: 'is:watching',
    when: (office, issue) => office.does('eve', 'issue.watch', { issue }),
    told: { eve: ['created BUG-1'], tim: ['updated BUG-1'] },
  },
  {
    name: 'words of the title',
    query: 'refund -twice',
    when: async (office, issue) => {
      await edit(office, issue, 'title', 'A bug', 'The refund is late');
      await edit(office, issue, 'title', 'The refund is late', 'The refund is sent twice');
    },
    told: all('created BUG-1', 'left BUG-1'),
  },
  {
    name: 'words of a comment',
    query: '"gift card"',
    when: (office, issue) => comment(office, issue, 'Only with a gift card.'),
    told: all('created BUG-1'),
  },
  {
    name: 'words to avoid',
    query: '-refund is:open',
    when: (office, issue) => edit(office, issue, 'title', 'A bug', 'The refund is late'),
    told: all('left BUG-1'),
  },
  {
    name: 'tags',
    query: 'tag:ui',
    before: (office) =>
      office.does('ada', 'tag.create', { id: TAG, name: 'ui', colour: '#123456' }),
    when: async (office, issue) => {
      await office.does('tim', 'issue.tag', { issue, tag: TAG });
      await office.does('tim', 'issue.untag', { issue, tag: TAG });
    },
    told: all('created BUG-1', 'left BUG-1'),
  },
  {
    name: 'environments',
    query: 'env:os=Android',
    given: () => ({ bug: { stepsToReproduce: 'Tap.', environment: { os: 'Android 15' } } }),
    when: (office, issue) =>
      office.does('ada', 'bug.edit', {
        issue,
        field: 'environment',
        from: { os: 'Android 15' },
        to: { os: 'iOS' },
      }),
    told: all('left BUG-1'),
  },
  {
    name: 'a duplicate is told at its original, which did not change itself',
    query: 'has:duplicate',
    when: async (office, issue) => {
      const other = await office.files('tim');
      await decline(office, other, { resolution: 'duplicate', duplicateOf: issue });
    },
    told: { ...all('created BUG-1'), tim: ['created BUG-1', 'notification status_changed BUG-2'] },
  },
  {
    name: 'a duplicate that is reopened no longer counts at its original',
    query: 'has:duplicate',
    before: async (office, issue) => {
      const other = await office.files('tim', { assignee: office.people.dev });
      await decline(office, other, { resolution: 'duplicate', duplicateOf: issue });
      return other;
    },
    when: async (office) => {
      const [other] = [...(await office.list('ada', 'resolution:duplicate'))];
      await office.does('ada', 'issue.transition', { issue: other, to: 'in_progress' });
    },
    told: {
      ...all('left BUG-1'),
      dev: ['left BUG-1', 'notification status_changed BUG-2'],
      tim: ['left BUG-1', 'notification status_changed BUG-2'],
    },
  },
  {
    name: 'what an issue blocked is no longer blocked once it is resolved',
    query: 'is:blocked',
    before: async (office, issue) => {
      const blocker = await office.files('ada', { title: 'The blocker' });
      const args = { id: office.clock.newId(), issue: blocker, other: issue, kind: 'blocks' };
      await office.does('ada', 'issue.relate', args);
    },
    when: async (office) => {
      const [blocker] = [...(await office.list('ada', 'blocker'))];
      if (blocker === undefined) throw new Error('The blocker is gone.');
      await decline(office, blocker);
    },
    told: all('left BUG-1'),
  },
  {
    name: 'an age is judged when an issue changes, and not before',
    query: 'created:<7d',
    when: async (office, issue) => {
      clock.forward(8 * DAY);
      await office.files('tim');
      await comment(office, issue);
    },
    told: all('created BUG-2', 'left BUG-1'),
  },
  {
    name: 'several commands of one batch are told as what they come to',
    query: 'is:open',
    when: async (office, issue) => {
      await office.batch([
        { name: 'issue.edit', args: { issue, field: 'priority', from: 'medium', to: 'low' } },
        { name: 'issue.edit', args: { issue, field: 'priority', from: 'low', to: 'high' } },
      ]);
      await office.hub.settled();
    },
    told: all('updated BUG-1'),
  },
];

const TAG = '0d000000-0000-7000-8000-000000000001';

const SEEING: readonly Case[] = [
  {
    name: 'what is filed confidentially is told to those who see it',
    when: (office) => office.files('tim', { confidential: true }),
    told: { ada: ['created BUG-2'], max: ['created BUG-2'], tim: ['created BUG-2'] },
  },
  {
    name: 'marked confidential, it leaves those who lose it',
    when: (office, issue) => edit(office, issue, 'confidential', false, true),
    told: {
      ada: ['updated BUG-1'],
      max: ['updated BUG-1'],
      tim: ['updated BUG-1'],
      dev: ['left BUG-1'],
      eve: ['left BUG-1'],
    },
  },
  {
    name: 'marked confidential, it is not named to those whom it was not shown to',
    query: 'severity:Blocker',
    when: (office, issue) => edit(office, issue, 'confidential', false, true),
    told: {},
  },
  {
    name: 'a change of what is confidential is told to nobody else',
    ...confidential,
    when: (office, issue) => edit(office, issue, 'title', 'A bug', 'Another'),
    told: { ada: ['updated BUG-1'], max: ['updated BUG-1'], tim: ['updated BUG-1'] },
  },
  {
    name: 'deleting what is confidential is told to nobody else',
    ...confidential,
    when: (office, issue) => office.does('ada', 'issue.delete', { issue }),
    told: { ada: ['left BUG-1'], max: ['left BUG-1'], tim: ['left BUG-1'] },
  },
  {
    name: 'to a new assignee it is created',
    ...confidential,
    when: (office, issue) => assign(office, issue, 'dev'),
    told: {
      ada: ['updated BUG-1'],
      max: ['updated BUG-1'],
      tim: ['updated BUG-1'],
      dev: ['created BUG-1', 'notification assigned BUG-1'],
    },
  },
  {
    name: 'from an assignee who loses it, it leaves, and the notification with it',
    ...confidential,
    before: (office, issue) => assign(office, issue, 'dev'),
    when: (office, issue) => unassign(office, issue),
    told: {
      ada: ['updated BUG-1'],
      max: ['updated BUG-1'],
      tim: ['updated BUG-1'],
      dev: ['left BUG-1'],
    },
  },
  {
    name: 'lifted, it is created for everybody',
    ...confidential,
    when: (office, issue) => edit(office, issue, 'confidential', true, false),
    told: {
      ada: ['updated BUG-1'],
      max: ['updated BUG-1'],
      tim: ['updated BUG-1'],
      dev: ['created BUG-1'],
      eve: ['created BUG-1'],
    },
  },
  {
    name: 'what is filed in a private project is told to its members and admins',
    when: (office) => office.files('tim', { project: office.sec }),
    told: { ada: ['created SEC-1'], dev: ['created SEC-1'], tim: ['created SEC-1'] },
  },
  {
    name: 'a duplicate that one does not see does not count',
    query: 'has:duplicate',
    when: async (office, issue) => {
      const other = await office.files('tim', { project: office.sec });
      await decline(office, other, { resolution: 'duplicate', duplicateOf: issue });
    },
    told: {
      ada: ['created BUG-1'],
      dev: ['created BUG-1'],
      tim: ['created BUG-1', 'notification status_changed SEC-1'],
    },
  },
];

const RIGHTS: readonly Case[] = [
  {
    name: 'who is no longer a member is reset, nobody else is told',
    ...inSec,
    when: (office) => members(office, ['dev', 'tim'], ['tim']),
    told: { dev: ['reset'] },
  },
  {
    name: 'who becomes a member is reset, nobody else is told',
    ...inSec,
    when: (office) => members(office, ['dev', 'tim'], ['dev', 'tim', 'eve']),
    told: { eve: ['reset'] },
  },
  {
    name: 'after the reset it goes on with what is seen by then',
    ...inSec,
    when: async (office, issue) => {
      await members(office, ['dev', 'tim'], ['tim', 'eve']);
      await edit(office, issue, 'title', 'A bug', 'Another');
    },
    told: {
      ada: ['updated SEC-1'],
      tim: ['updated SEC-1'],
      dev: ['reset'],
      eve: ['reset', 'updated SEC-1'],
    },
  },
  {
    name: 'a project that is hidden resets those who lose it',
    when: (office) =>
      office.does('ada', 'project.edit', {
        id: office.bug,
        field: 'visibility',
        from: 'public',
        to: 'private',
      }),
    told: { max: ['reset'], dev: ['reset'], tim: ['reset'], eve: ['reset'] },
  },
  {
    name: 'a new project tells nobody, hidden or not, and its issues those who see it',
    when: async (office) => {
      const [open, shut] = [office.clock.newId(), office.clock.newId()];
      await office.does('ada', 'project.create', { id: open, key: 'NEW', name: 'New' });
      const hidden = { id: shut, key: 'HID', name: 'Hidden', visibility: 'private' };
      await office.does('ada', 'project.create', hidden);
      await office.files('ada', { project: open });
      await office.files('ada', { project: shut });
    },
    told: { ...all('created NEW-1'), ada: ['created NEW-1', 'created HID-1'] },
  },
  {
    name: 'a hidden project that is renamed or archived is nobody else’s concern',
    ...inSec,
    when: async (office) => {
      const id = office.sec;
      await office.does('ada', 'project.edit', { id, field: 'name', from: 'Secrets', to: 'S' });
      await office.does('ada', 'project.archive', { id });
    },
    told: { ada: ['reset'], dev: ['reset'], tim: ['reset'] },
  },
  {
    name: 'another role resets the person alone',
    ...confidential,
    when: async (office, issue) => {
      await office.does('ada', 'user.edit', {
        id: office.people.dev,
        field: 'role',
        from: 'developer',
        to: 'manager',
      });
      await edit(office, issue, 'title', 'A bug', 'Another');
    },
    told: {
      ada: ['updated BUG-1'],
      max: ['updated BUG-1'],
      tim: ['updated BUG-1'],
      dev: ['reset', 'updated BUG-1'],
    },
  },
  {
    name: 'a tag that is renamed resets all, and is what the query means from then on',
    query: 'tag:ui',
    before: (office) =>
      office.does('ada', 'tag.create', { id: TAG, name: 'ui', colour: '#123456' }),
    when: async (office, issue) => {
      const other = office.clock.newId();
      await office.does('ada', 'tag.edit', { id: TAG, field: 'name', from: 'ui', to: 'old ui' });
      await office.does('ada', 'issue.tag', { issue, tag: TAG });
      await office.does('ada', 'tag.create', { id: other, name: 'ui', colour: '#123456' });
      await office.does('ada', 'issue.tag', { issue, tag: other });
    },
    told: all('reset', 'created BUG-1'),
  },
  {
    name: 'a state that no issue had before is found all the same',
    query: 'status:closed',
    when: async (office, issue) => {
      await decline(office, issue);
      await office.does('ada', 'issue.transition', { issue, to: 'closed' });
    },
    told: {
      ...all('created BUG-1'),
      tim: [
        'notification status_changed BUG-1',
        'created BUG-1',
        'notification status_changed BUG-1',
      ],
    },
  },
  {
    name: 'more changes than are named, as an import makes them, reset all',
    when: async (office) => {
      await office.store.transaction(async (tx) => {
        await logChanges(tx, tx.version + 1, { issues: null, rows: [] });
        await office.store.advance(tx, tx.version + 1);
      });
      office.hub.poke();
      await office.hub.settled();
      await office.files('tim');
    },
    told: all('reset', 'created BUG-2'),
  },
];

function members(office: LiveOffice, from: readonly Name[], to: readonly Name[]) {
  const ids = (names: readonly Name[]) => [
    office.people.ada,
    ...names.map((name) => office.people[name]),
  ];
  return office.does('ada', 'project.set-members', {
    id: office.sec,
    from: ids(from),
    to: ids(to),
  });
}

describe.each(DATABASES)('$name: live queries tell', (database) => {
  let office: LiveOffice;
  beforeEach(async () => {
    office = await openOffice(database, clock);
  });
  afterEach(() => office.end());

  test.each([...MATCHING, ...SEEING, ...RIGHTS])('$name', async ({ query = '', ...given }) => {
    const issue = await office.files('tim', given.given?.(office));
    await given.before?.(office, issue);
    const followed = await Promise.all(EVERYBODY.map((name) => office.follow(name, query)));
    await given.when(office, issue);
    const news = Object.fromEntries(EVERYBODY.map((name, at) => [name, followed[at]?.news()]));
    const nobody = Object.fromEntries(EVERYBODY.map((name) => [name, []]));
    expect(news).toEqual({ ...nobody, ...given.told });
  });
});
