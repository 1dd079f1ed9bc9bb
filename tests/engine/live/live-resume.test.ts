import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KEPT_VERSIONS } from '#store/prune-changes.ts';
import { DATABASES } from '#tests/store/contract/databases.ts';
import { type LiveOffice, type Name, openOffice } from './live-office.ts';

/* Somebody was here, went away, and comes back with the id of the last event. */

interface Case {
  readonly name: string;
  readonly who?: Name;
  readonly query?: string;
  /** Of the issue BUG-1, which tim filed while they were here. */
  readonly given?: object;
  readonly meanwhile: (office: LiveOffice, issue: string) => Promise<unknown>;
  readonly told: readonly string[];
}

const edit = (office: LiveOffice, issue: string, field: string, from: unknown, to: unknown) =>
  office.does('ada', 'issue.edit', { issue, field, from, to });
const close = (office: LiveOffice, issue: string) =>
  office.does('ada', 'issue.transition', {
    issue,
    to: 'resolved',
    resolution: 'invalid',
    resolutionNote: 'No.',
  });

const CASES: readonly Case[] = [
  { name: 'nothing happened: nothing is told', meanwhile: () => Promise.resolve(), told: [] },
  {
    name: 'what is new comes as updated',
    meanwhile: (office) => office.files('tim'),
    told: ['updated BUG-2'],
  },
  {
    name: 'what changed comes once, however often it did',
    meanwhile: async (office, issue) => {
      await edit(office, issue, 'title', 'A bug', 'Another');
      await edit(office, issue, 'title', 'Another', 'A third');
    },
    told: ['updated BUG-1'],
  },
  {
    name: 'what no longer matches has left',
    query: 'is:open',
    meanwhile: close,
    told: ['left BUG-1'],
  },
  {
    name: 'what came into sight and stayed there is updated',
    given: { confidential: true },
    meanwhile: (office, issue) =>
      office.does('ada', 'issue.assign', { issue, assignee: office.people.dev }),
    told: ['updated BUG-1', 'notification assigned BUG-1'],
  },
  {
    name: 'what changed where one sees nothing is not told',
    who: 'eve',
    meanwhile: (office) => office.files('tim', { project: office.sec }),
    told: [],
  },
  {
    name: 'what is hidden now may have been seen',
    meanwhile: (office, issue) => edit(office, issue, 'confidential', false, true),
    told: ['reset'],
  },
  {
    name: 'what is deleted may have been seen',
    meanwhile: (office, issue) => office.does('ada', 'issue.delete', { issue }),
    told: ['reset'],
  },
  {
    name: 'rights changed',
    meanwhile: (office) =>
      office.does('ada', 'project.set-members', {
        id: office.sec,
        from: [office.people.ada, office.people.dev, office.people.tim],
        to: [office.people.ada, office.people.tim],
      }),
    told: ['reset'],
  },
  {
    name: 'names changed',
    meanwhile: (office) =>
      office.does('tim', 'user.edit', {
        id: office.people.tim,
        field: 'name',
        from: 'tim',
        to: 'Timothy',
      }),
    told: ['reset'],
  },
  {
    name: 'what hangs on other issues is read again once any has changed',
    query: 'has:duplicate',
    meanwhile: (office) => office.files('tim'),
    told: ['reset'],
  },
  {
    name: 'more changes than are named',
    meanwhile: async (office) => {
      const { version } = await office.store.head();
      const rows = Array.from({ length: 501 }, (_, at) => ({ v: version + 1, issue: 1000 + at }));
      await office.store.transaction(async (tx) => {
        await tx.db.insertInto('change').values(rows).execute();
        await office.store.advance(tx, version + 1);
      });
    },
    told: ['reset'],
  },
  {
    name: 'longer ago than changes are kept',
    meanwhile: async (office) => {
      const { version } = await office.store.head();
      const later = version + KEPT_VERSIONS + 1000;
      await office.store.transaction((tx) => office.store.advance(tx, later));
      await office.store.maintain();
    },
    told: ['reset'],
  },
  {
    name: 'another history',
    meanwhile: (office) =>
      office.store.write.updateTable('head').set({ epoch: 'another' }).execute(),
    told: ['reset'],
  },
  {
    name: 'an older state of the history',
    meanwhile: (office) => office.store.write.updateTable('head').set({ v: 1 }).execute(),
    told: ['reset'],
  },
];

describe.each(DATABASES)('$name: who comes back', (database) => {
  let office: LiveOffice;
  beforeEach(async () => {
    office = await openOffice(database);
  });
  afterEach(() => office.end());

  test.each(CASES)('$name', async ({ who = 'dev', query = '', given, meanwhile, told }) => {
    const issue = await office.files('tim', given);
    const before = await office.follow(who, query);
    before.stream.close();
    await meanwhile(office, issue);
    const again = await office.follow(who, query, { since: before.position() });
    expect(again.news()).toEqual(told);
    const { epoch, version } = await office.store.head();
    expect(again.stream.position()).toBe(`${epoch}.${version}`);
  });

  test('goes on from there', async () => {
    const before = await office.follow('dev');
    before.stream.close();
    const issue = await office.files('tim');
    const again = await office.follow('dev', '', { since: before.position() });
    await edit(office, issue, 'title', 'A bug', 'Another');
    expect(again.news()).toEqual(['updated BUG-1', 'updated BUG-1']);
  });

  test('misses nothing, though the connection broke between two events of one moment', async () => {
    const before = await office.follow('dev');
    const create = { project: office.bug, severity: office.severities.Major };
    await office.batch(
      ['First', 'Second'].map((title) => ({
        name: 'issue.create',
        args: { ...create, id: office.clock.newId(), title, description: 'It fails.' },
      })),
    );
    await office.hub.settled();
    const [epoch, version] = before.events[0]?.id.split('.') ?? [];
    const since = { epoch: epoch ?? '', version: Number(version) };
    const again = await office.follow('dev', '', { since });
    expect(again.events.map(({ event }) => event)).toEqual(['updated', 'updated']);
  });
});
