import { describe, expect, it } from 'vitest';
import { NO_STEPS } from '#domain/import/map-row.ts';
import type { Issue } from '#domain/issue/issue.ts';
import { importInto } from '#tests/support/import.ts';
import { brokenRules } from '#tests/support/invariants.ts';
import { ada, bob, office } from '#tests/support/office.ts';
import { aSeverity, NOW } from '#tests/support/rows.ts';

/* Lines of another tracker, as data/README.md describes them, all invented. */

const line = (over: Record<string, unknown> = {}) => ({
  externalId: 'bugs.example.org#1',
  source: 'example-bugzilla',
  nativeId: '1',
  url: 'https://bugs.example.org/1',
  project: 'Tidewater',
  product: 'Till',
  component: 'Printer',
  type: null,
  title: 'Receipt is blank',
  description: 'The second copy is blank.',
  status: 'NEW',
  resolution: null,
  severity: 'normal',
  priority: null,
  reporter: 'Rita Sommer',
  assignee: null,
  labels: ['slow'],
  version: '1.0',
  platform: 'PC',
  os: 'Linux',
  milestone: null,
  created: '2019-05-01T08:00:00Z',
  updated: '2019-05-02T08:00:00Z',
  closed: null,
  duplicateOf: null,
  links: [],
  statusHistory: [],
  changes: [],
  attachments: [],
  comments: [],
  ...over,
});
const nth = (n: number, over: Record<string, unknown> = {}) =>
  line({ externalId: `bugs.example.org#${n}`, ...over });

const severities = ['Blocker', 'Critical', 'Major', 'Minor', 'Trivial'].map((level, i) =>
  aSeverity({ level, rank: i + 1 }),
);
const emptyOffice = () => office({ project: [], tag: [], severity: severities });

function importOne(over: Record<string, unknown>) {
  const world = emptyOffice();
  const report = importInto(world, ada, [line(over)]);
  const issue = world.state.all('issue')[0];
  if (issue === undefined) throw new Error(JSON.stringify(report));
  return { world, report, issue };
}

describe('a line becomes an issue', () => {
  const { world, issue, report } = importOne({});
  const name = (id: string | null) => world.state.get('user', id ?? '')?.username;

  it('in our words', () => {
    expect(report).toEqual({ created: 1, updated: 0, unchanged: 0, adjusted: [], problems: [] });
    expect(issue).toMatchObject({
      number: 1,
      type: 'bug',
      title: 'Receipt is blank',
      description: 'The second copy is blank.',
      priority: 'medium',
      status: 'open',
      category: 'todo',
      assignee: null,
      resolution: null,
      confidential: false,
      assessedAt: NOW,
      createdAt: Date.UTC(2019, 4, 1, 8),
      updatedAt: Date.UTC(2019, 4, 2, 8),
      external: {
        source: 'example-bugzilla',
        id: 'bugs.example.org#1',
        url: 'https://bugs.example.org/1',
      },
    });
    expect(world.state.get('severity', issue.severity)?.level).toBe('Major');
  });

  it('in a project by name, with component, product and labels as tags', () => {
    expect(world.state.get('project', issue.project)).toMatchObject({
      key: 'TIDEWATER',
      name: 'Tidewater',
      visibility: 'public',
      members: [ada],
      nextNumber: 2,
    });
    const tags = issue.tags.map((tag) => world.state.get('tag', tag)?.name);
    expect(tags).toEqual(['slow', 'Printer', 'Till']);
  });

  it('by a person without password, tester, with a slugged username, who watches', () => {
    expect(world.state.get('user', issue.reporter)).toMatchObject({
      username: 'rita-sommer',
      name: 'Rita Sommer',
      role: 'tester',
      email: null,
      passwordHash: null,
    });
    expect(issue.watchers.map(name)).toEqual(['rita-sommer']);
  });

  it('with version, os and platform as its environment', () => {
    expect(issue.bug).toMatchObject({
      stepsToReproduce: NO_STEPS,
      environment: { appVersion: '1.0', os: 'Linux', platform: 'PC' },
    });
  });

  it('told in the activity, with the source’s own word for its status', () => {
    expect(world.activity).toMatchObject([
      { kind: 'history', field: 'status', from: null, to: 'NEW' },
      { kind: 'imported', actor: ada },
    ]);
  });
});

describe('history is kept', () => {
  const { world, issue } = importOne({
    status: 'RESOLVED',
    resolution: 'FIXED',
    assignee: 'Li Wen',
    closed: '2019-06-01T00:00:00Z',
    statusHistory: [
      { at: '2019-05-01T08:00:00Z', status: 'NEW', by: 'Rita Sommer' },
      { at: '2019-06-01T00:00:00Z', status: 'RESOLVED', by: 'Li Wen' },
    ],
    changes: [
      { at: '2019-06-01T00:00:00Z', by: 'Li Wen', field: 'Status', from: 'NEW', to: 'RESOLVED' },
      { at: '2019-05-03T00:00:00Z', by: null, field: 'Priority', from: null, to: 'High' },
    ],
    links: [{ type: 'seeAlso', target: 'bugs.example.org#7' }],
    attachments: [{ name: 'log.txt', at: '2019-05-04T00:00:00Z', by: 'Rita Sommer' }],
    milestone: '2.0',
    comments: [{ at: '2019-05-05T00:00:00Z', by: 'Tim', body: 'Here too.\r\nOften.' }],
  });

  it('as activity in order of time, a change told twice once', () => {
    const told = world.activity.filter(({ kind }) => kind === 'history');
    expect(told.map(({ field, from, to }) => [field, from, to])).toEqual([
      ['status', null, 'NEW'],
      ['milestone', null, '2.0'],
      ['seeAlso', null, 'bugs.example.org#7'],
      ['Priority', null, 'High'],
      ['attachment', null, 'log.txt'],
      ['status', 'NEW', 'RESOLVED'],
    ]);
  });

  it('as comments, whose authors watch', () => {
    expect(world.state.all('comment')).toMatchObject([
      { content: 'Here too.\nOften.', createdAt: Date.UTC(2019, 4, 5), editedAt: null },
    ]);
    expect(issue.watchers).toHaveLength(3);
  });

  it('as an assignment that ended when the issue did', () => {
    expect(issue).toMatchObject({
      resolution: 'fixed',
      resolvedAt: Date.UTC(2019, 5, 1),
      closedAt: null,
    });
    expect(world.state.all('assignment')).toMatchObject([
      { assignee: issue.assignee, status: 'completed', endedAt: issue.resolvedAt },
    ]);
  });
});

describe('nobody is notified and no rule runs', () => {
  it('whatever comes', () => {
    const { world } = importOne({ description: '@ada', assignee: 'Ada', reporter: null });
    expect(world.state.all('notification')).toEqual([]);
  });
});

describe('people', () => {
  it('of one name are one person, the one who is here already too', () => {
    const world = emptyOffice();
    importInto(world, ada, [line({ reporter: 'Ada', assignee: 'ada' })]);
    expect(world.state.all('issue')[0]).toMatchObject({ reporter: ada, assignee: ada });
  });

  it('get a number where their username is another’s', () => {
    const world = emptyOffice();
    importInto(world, ada, [line({ reporter: 'A.D.A' }), nth(2, { reporter: 'ada!' })]);
    const names = world.state.all('user').map(({ username }) => username);
    expect(names).toContain('a.d.a');
    expect(names).toContain('ada-2');
  });

  it('whom the source does not name are its unknown', () => {
    const { world, issue } = importOne({ reporter: null });
    expect(world.state.get('user', issue.reporter)).toMatchObject({
      name: 'Unknown (example-bugzilla)',
      username: 'unknown-example-bugzilla',
    });
    expect(issue.watchers).toEqual([]);
  });

  it('who are blocked are not assigned what is open', () => {
    const { issue, report } = importOne({ assignee: 'Bob' });
    expect(issue.assignee).toBeNull();
    expect(report.adjusted).toMatchObject([{ row: 1, field: 'assignee' }]);
    expect(importOne({ assignee: 'Bob', status: 'CLOSED' }).issue.assignee).toBe(bob);
  });
});

describe('what does not fit is kept and told', () => {
  it.each([
    ['a long title', { title: 'x'.repeat(300) }, 'title'],
    ['no title', { title: '' }, 'title'],
    ['a long label', { labels: ['y'.repeat(41)] }, 'labels'],
    ['a long description', { description: 'z'.repeat(70_000) }, 'description'],
    [
      'a long comment',
      { comments: [{ at: null, by: null, body: 'z'.repeat(70_000) }] },
      'comments',
    ],
    ['an empty comment', { comments: [{ at: null, by: null, body: '' }] }, 'comments'],
    ['characters that cannot be kept', { description: 'a\0b' }, 'description'],
    ['the environment of a task', { type: 'C-enhancement' }, 'environment'],
    ['an unknown severity', { severity: 'cosmic' }, 'severity'],
  ])('%s', (_what, over, field) => {
    const { report, world } = importOne(over);
    expect(report.created).toBe(1);
    expect(report.adjusted).toMatchObject([{ row: 1, field }]);
    expect(brokenRules(world.state)).toEqual([]);
  });

  it('replacing what cannot be kept by U+FFFD', () => {
    expect(importOne({ title: 'a\0b \ud800' }).issue.title).toBe('a\ufffdb \ufffd');
  });
});

describe('a line that cannot be read names its field', () => {
  it.each([
    ['not an object', 'text', ''],
    ['without id', line({ externalId: null }), 'externalId'],
    ['without source', line({ source: ' ' }), 'source'],
    ['with a time that is none', line({ created: 'yesterday' }), 'created'],
    ['with a title that is none', line({ title: ['a'] }), 'title'],
    ['with labels that are no list', line({ labels: 'a,b' }), 'labels'],
    ['with a comment that is none', line({ comments: ['hello'] }), 'comments'],
  ])('%s', (_what, record, field) => {
    const world = emptyOffice();
    const report = importInto(world, ada, [record]);
    expect(report.problems).toMatchObject([{ row: 1, field }]);
    expect(report.problems[0]?.message).toMatch(/\.$/);
    expect(world.state.all('issue')).toEqual([]);
  });
});

describe('numbers', () => {
  it('follow the file, even where a duplicate waits for its original', () => {
    const world = emptyOffice();
    importInto(world, ada, [
      nth(1, { status: 'RESOLVED', resolution: 'DUPLICATE', duplicateOf: 'bugs.example.org#3' }),
      nth(2),
      nth(3),
    ]);
    const byId = (id: number) =>
      world.state.all('issue').find(({ external }) => external?.id === `bugs.example.org#${id}`);
    expect([1, 2, 3].map((id) => byId(id)?.number)).toEqual([1, 2, 3]);
    expect(byId(1)).toMatchObject({ resolution: 'duplicate', duplicateOf: byId(3)?.id });
    expect(brokenRules(world.state)).toEqual([]);
  });

  it('stay unique through circles, lost originals and lines that stand twice', () => {
    const world = emptyOffice();
    const over = (to: number) => ({
      status: 'RESOLVED',
      resolution: 'DUPLICATE',
      duplicateOf: `bugs.example.org#${to}`,
    });
    importInto(world, ada, [
      nth(1, over(2)),
      nth(2, over(1)),
      nth(3, over(9)),
      nth(3),
      nth(4, over(4)),
    ]);
    expect(brokenRules(world.state)).toEqual([]);
    expect(
      world.state
        .all('issue')
        .map(({ number }) => number)
        .toSorted(),
    ).toEqual([1, 2, 3, 4]);
  });
});

it('a duplicate of what is not in the file keeps the target as text', () => {
  const { world, issue } = importOne({
    status: 'CLOSED',
    resolution: 'DUPLICATE',
    duplicateOf: 'x#9',
  });
  expect(issue).toMatchObject({ resolution: 'duplicate', duplicateOf: null });
  expect(world.activity.find(({ field }) => field === 'duplicateOf')?.to).toBe('x#9');
});

describe('the same row again', () => {
  const rich = {
    assignee: 'Li',
    status: 'ASSIGNED',
    comments: [{ at: '2019-05-05T00:00:00Z', by: 'Tim', body: 'Here too.' }],
    changes: [{ at: '2019-05-03T00:00:00Z', by: 'Li', field: 'Priority', from: null, to: 'High' }],
  };
  const again = (change: Record<string, unknown>, meanwhile?: (issue: Issue) => Partial<Issue>) => {
    const { world, issue } = importOne(rich);
    if (meanwhile !== undefined) {
      const row = { ...issue, ...meanwhile(issue) };
      world.state.apply([{ table: 'issue', id: issue.id, row }]);
    }
    const report = importInto(world, ada, [line({ ...rich, ...change })]);
    expect(brokenRules(world.state)).toEqual([]);
    return { world, report, issue: world.state.get('issue', issue.id) };
  };

  it('is unchanged, however often', () => {
    const { report, world } = again({});
    expect(report).toMatchObject({ created: 0, updated: 0, unchanged: 1, adjusted: [] });
    const rows = JSON.stringify(world.state.all('issue'));
    expect(importInto(world, ada, [line(rich)])).toMatchObject({ unchanged: 1 });
    expect(JSON.stringify(world.state.all('issue'))).toBe(rows);
  });

  it.each([
    ['title', { title: 'Receipt is empty' }, { title: 'Receipt is empty' }],
    ['description', { description: 'Both are.' }, { description: 'Both are.' }],
    ['priority', { priority: 'P1' }, { priority: 'critical' }],
    ['tags', { labels: [] }, {}],
    [
      'status',
      { status: 'CLOSED', closed: '2020-01-01T00:00:00Z' },
      { status: 'closed', resolution: 'fixed' },
    ],
    ['assignee', { assignee: 'Tim' }, {}],
    ['assignee, to nobody', { assignee: null }, { assignee: null }],
  ])('updates what the source changed since: %s', (_what, change, kept) => {
    const { report, issue } = again(change);
    expect(report).toMatchObject({ updated: 1, unchanged: 0, adjusted: [] });
    expect(issue).toMatchObject(kept);
  });

  it('leaves what was changed here, quietly while the source says the same', () => {
    const { report, issue } = again({}, () => ({ title: 'Ours' }));
    expect(report).toMatchObject({ updated: 0, unchanged: 1, adjusted: [] });
    expect(issue?.title).toBe('Ours');
  });

  it('leaves and reports what was changed here and there', () => {
    const { report, issue } = again({ title: 'Theirs', priority: 'P1' }, () => ({ title: 'Ours' }));
    expect(report).toMatchObject({ updated: 1, adjusted: [{ row: 1, field: 'title' }] });
    expect(issue).toMatchObject({ title: 'Ours', priority: 'critical' });
  });

  it('adds the comments and changes that the source has more, and no other twice', () => {
    const more = { at: '2020-01-01T00:00:00Z', by: 'Tim', body: 'Still so.' };
    const { report, world } = again({ comments: [...rich.comments, more] });
    expect(report).toMatchObject({ updated: 1 });
    expect(world.state.all('comment').map(({ content }) => content)).toEqual([
      'Here too.',
      'Still so.',
    ]);
    expect(world.activity.filter(({ field }) => field === 'Priority')).toHaveLength(1);
  });
});
