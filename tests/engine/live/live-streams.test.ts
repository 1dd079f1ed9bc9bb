import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Feed } from '#engine/feed.ts';
import { LiveHub } from '#engine/live/hub.ts';
import type { LiveEvent } from '#engine/live/live-event.ts';
import { DATABASES } from '#tests/store/contract/databases.ts';
import { type LiveOffice, openOffice } from './live-office.ts';

describe.each(DATABASES)('$name: a stream', (database) => {
  let office: LiveOffice;
  beforeEach(async () => {
    office = await openOffice(database);
  });
  afterEach(() => office.end());

  const retitle = (issue: string, from: string, to: string) =>
    office.does('ada', 'issue.edit', { issue, field: 'title', from, to });
  const session = async (id: string) => {
    const row = await office.store.read
      .selectFrom('user')
      .select('n')
      .where('id', '=', office.people.dev)
      .executeTakeFirstOrThrow();
    const started = { id, user: row.n, created_at: 0 };
    await office.store.write.insertInto('auth_session').values(started).execute();
  };

  test('brings the whole issue as its viewer sees it', async () => {
    const hidden = await office.files('tim', { project: office.sec });
    const [dev, eve] = [await office.follow('dev'), await office.follow('eve')];
    const issue = await office.files('eve');
    await office.does('ada', 'issue.transition', {
      issue,
      to: 'resolved',
      resolution: 'duplicate',
      resolutionNote: 'The same.',
      duplicateOf: hidden,
    });
    const seen = { key: 'BUG-1', status: 'resolved', resolution: 'duplicate', commentCount: 0 };
    expect(dev.events.at(-1)).toMatchObject({
      event: 'updated',
      data: { ...seen, watching: false, duplicateOf: { id: hidden, key: 'SEC-1' } },
    });
    expect(eve.events.find(({ event }) => event === 'updated')).toMatchObject({
      data: { ...seen, watching: true, duplicateOf: null },
    });
  });

  test('gives the same object to viewers whose view of an issue is equal', async () => {
    const [dev, max] = [await office.follow('dev'), await office.follow('max')];
    await office.files('tim');
    expect(dev.events[0]?.data).toBe(max.events[0]?.data);
  });

  test('tells nothing once it is closed', async () => {
    const [dev, eve] = [await office.follow('dev'), await office.follow('eve')];
    dev.stream.close();
    dev.stream.close();
    await office.files('tim');
    expect([dev.news(), eve.news(), dev.ended]).toEqual([[], ['created BUG-1'], []]);
  });

  test('starts afresh after the last one was closed', async () => {
    const first = await office.follow('dev', 'is:open');
    const issue = await office.files('tim');
    first.stream.close();
    await retitle(issue, 'A bug', 'Another');
    await office.files('tim', { project: office.sec });
    const second = await office.follow('eve', 'is:open');
    await retitle(issue, 'Another', 'A third');
    expect([first.news(), second.news()]).toEqual([['created BUG-1'], ['updated BUG-1']]);
  });

  test('ends when its person is blocked, before anything else is told', async () => {
    const [dev, eve] = [await office.follow('dev'), await office.follow('eve')];
    await office.batch([{ name: 'user.block', args: { id: office.people.dev } }]);
    await office.files('tim');
    expect([dev.news(), dev.ended]).toEqual([[], ['blocked']]);
    expect([eve.news(), eve.ended]).toEqual([['created BUG-1'], []]);
    expect(await office.refusal('dev', '')).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('ends with its session, before anything else is told', async () => {
    await session('first');
    await session('other');
    const first = await office.follow('dev', '', { session: 'first' });
    const other = await office.follow('dev', '', { session: 'other' });
    await office.store.write.deleteFrom('auth_session').where('id', '=', 'first').execute();
    await office.files('tim');
    expect([first.news(), first.ended]).toEqual([[], ['session']]);
    expect([other.news(), other.ended]).toEqual([['created BUG-1'], []]);
    const refused = await office.refusal('dev', '', { session: 'first' });
    expect(refused).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('ends with its session at the next poke, though nothing has changed', async () => {
    await session('first');
    const first = await office.follow('dev', '', { session: 'first' });
    await office.store.write.deleteFrom('auth_session').execute();
    office.hub.poke();
    await office.hub.settled();
    expect(first.ended).toEqual(['session']);
  });

  test('ends when the hub closes', async () => {
    const dev = await office.follow('dev');
    await office.hub.close();
    expect(dev.ended).toEqual(['closing']);
    expect(await office.refusal('dev', '')).toMatchObject({ code: 'UNAVAILABLE' });
  });

  test('whose listener throws ends alone', async () => {
    const eve = await office.follow('eve');
    const ended: string[] = [];
    const thrown = await office.hub.open(
      { user: office.people.dev, query: '', zone: 'UTC' },
      {
        told: () => {
          throw new Error('The socket is gone.');
        },
        ended: (why) => void ended.push(why),
      },
    );
    await office.files('tim');
    await office.files('tim');
    expect([thrown.ok, ended]).toEqual([true, ['failed']]);
    expect(eve.news()).toEqual(['created BUG-1', 'created BUG-2']);
  });

  test('may be closed from within what it tells', async () => {
    const events: LiveEvent[] = [];
    const opened = await office.hub.open(
      { user: office.people.dev, query: '', zone: 'UTC' },
      {
        told: (event) => {
          events.push(event);
          if (opened.ok) opened.value.close();
        },
        ended: () => undefined,
      },
    );
    const create = { project: office.bug, severity: office.severities.Major };
    await office.batch(
      ['First', 'Second'].map((title) => ({
        name: 'issue.create',
        args: { ...create, id: office.clock.newId(), title, description: 'It fails.' },
      })),
    );
    await office.hub.settled();
    expect(events).toHaveLength(1);
  });

  test('has the position of a moment at its last event, that before it at the others', async () => {
    const dev = await office.follow('dev');
    const begun = dev.stream.position();
    const create = { project: office.bug, severity: office.severities.Major };
    await office.batch(
      ['First', 'Second', 'Third'].map((title) => ({
        name: 'issue.create',
        args: { ...create, id: office.clock.newId(), title, description: 'It fails.' },
      })),
    );
    await office.hub.settled();
    const { epoch, version } = await office.store.head();
    const now = `${epoch}.${version}`;
    expect(dev.events.map(({ id }) => id)).toEqual([begun, begun, now]);
    expect(dev.stream.position()).toBe(now);
  });

  test('moves on with the store where nothing is to be told', async () => {
    const dev = await office.follow('dev', 'severity:Blocker');
    await office.files('tim');
    const { epoch, version } = await office.store.head();
    expect([dev.news(), dev.stream.position()]).toEqual([[], `${epoch}.${version}`]);
  });

  test.each([
    ['severity:Blokker', { code: 'VALIDATION', details: { at: 10, length: 7 } }],
    ['colour:red', { code: 'VALIDATION' }],
    ['assignee:nobody', { code: 'VALIDATION' }],
    ['project:SEC', { code: 'VALIDATION' }],
  ])('of %s is refused to eve as anywhere else', async (query, refusal) => {
    expect(await office.refusal('eve', query)).toMatchObject(refusal);
  });

  test('of a time zone that is none is refused, and so is somebody who is not', async () => {
    expect(await office.refusal('eve', '', { zone: 'Mars/Base' })).toMatchObject({
      code: 'VALIDATION',
      field: 'timeZone',
    });
    const user = office.clock.newId() as LiveOffice['people']['eve'];
    expect(await office.refusal('eve', '', { user })).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('is reset when the store was put back to another history', async () => {
    const dev = await office.follow('dev');
    await office.store.write.updateTable('head').set({ epoch: 'another' }).execute();
    const issue = await office.files('tim');
    await retitle(issue, 'A bug', 'Another');
    expect(dev.news()).toEqual(['reset', 'updated BUG-1']);
    expect(dev.position().epoch).toBe('another');
  });

  test('is told what another process wrote, once that is known', async () => {
    const store = await office.place.open();
    const other = new LiveHub({
      ...office.host,
      store,
      feed: new Feed(),
    });
    try {
      const events: LiveEvent[] = [];
      await other.open(
        { user: office.people.dev, query: 'is:open', zone: 'UTC' },
        { told: (event) => void events.push(event), ended: () => undefined },
      );
      const issue = await office.files('tim');
      await office.files('tim', { confidential: true });
      await other.settled();
      expect(events).toEqual([]);
      other.poke();
      await other.settled();
      expect(events).toMatchObject([{ event: 'created', data: { id: issue } }]);
    } finally {
      await other.close();
      await store.close();
    }
  });

  test('fails no other way than by telling nothing, and catches up', async () => {
    const failures: unknown[] = [];
    const store = await office.place.open();
    const host = { ...office.host, store, feed: new Feed() };
    const hub = new LiveHub(host, { onError: (error) => void failures.push(error) });
    try {
      const events: LiveEvent[] = [];
      await hub.open(
        { user: office.people.dev, query: '', zone: 'UTC' },
        { told: (event) => void events.push(event), ended: () => undefined },
      );
      const issue = await office.files('tim');
      const rename = (from: string, to: string) =>
        office.store.write.schema.alterTable(from).renameTo(to).execute();
      await rename('change', 'change_away');
      hub.poke();
      await hub.settled();
      expect([failures.length, events]).toEqual([1, []]);
      await rename('change_away', 'change');
      hub.poke();
      await hub.settled();
      expect(events).toMatchObject([{ event: 'created', data: { id: issue } }]);
    } finally {
      await hub.close();
      await store.close();
    }
  });
});
