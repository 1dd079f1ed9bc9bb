import { afterEach, beforeEach, expect, test } from 'vitest';
import { LiveHub } from '#engine/live/hub.ts';
import type { LiveEvent } from '#engine/live/live-event.ts';
import { openTestEngine, type TestEngine } from '#tests/support/engine.ts';
import { imported, trackerRow } from '../import/import-files.ts';

let engine: TestEngine;
let hub: LiveHub;
const failures: unknown[] = [];
beforeEach(async () => {
  engine = await openTestEngine();
  hub = new LiveHub(engine, { onError: (error) => void failures.push(error) });
});
afterEach(async () => {
  await hub.close();
  await engine.close();
  expect(failures).toEqual([]);
});

async function follow(query: string): Promise<readonly LiveEvent[]> {
  const events: LiveEvent[] = [];
  const opened = await hub.open(
    { user: engine.admin, query, zone: 'UTC' },
    { told: (event) => void events.push(event), ended: () => undefined },
  );
  if (!opened.ok) throw new Error(opened.error.message);
  return events;
}

test('an import resets, its words are told as they are indexed, and then it goes on', async () => {
  const everything = await follow('');
  const drawer = await follow('drawer');
  await imported(engine, [trackerRow('1', { title: 'The drawer is stuck' }), trackerRow('2')]);
  await hub.settled();
  expect(everything.map(({ event }) => event)).toEqual(['reset']);
  expect(drawer).toMatchObject([
    { event: 'reset' },
    { event: 'created', data: { title: 'The drawer is stuck' } },
  ]);
  await engine.issue({ title: 'Another drawer' });
  await hub.settled();
  expect(everything.at(-1)).toMatchObject({ event: 'created', data: { key: 'BUG-1' } });
  expect(drawer.at(-1)).toMatchObject({ event: 'created', data: { key: 'BUG-1' } });
});

test('an import that changes what stood there before names nothing, and resets too', async () => {
  await imported(engine, [trackerRow('1')]);
  const everything = await follow('');
  await imported(engine, [trackerRow('1', { title: 'Another title' }), trackerRow('3')]);
  await hub.settled();
  expect(everything.map(({ event }) => event)).toEqual(['reset']);
});
