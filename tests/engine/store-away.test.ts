import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerCall } from '#engine/calls.ts';
import { systemClock } from '#engine/clock.ts';
import { type Engine, openEngine } from '#engine/engine.ts';
import { createSession, type Session } from '#engine/session.ts';
import type { CallName } from '#protocol/api.ts';
import { RESOURCES, scratchFolder } from '#tests/support/engine.ts';
import { type OwnPostgresServer, startOwnPostgres } from '#tests/support/postgres-server.ts';

let postgres: OwnPostgresServer;
let folder: string;
let engine: Engine;
let session: Session;
beforeAll(async () => {
  postgres = await startOwnPostgres();
  folder = scratchFolder();
  engine = await openEngine({ folder, resources: RESOURCES, database: postgres.url });
  session = await createSession(engine, { shell: 'browser' });
  await answerCall(session, 'workspace.start', { name: 'Ana', start: 'empty' });
}, 60_000);
afterAll(async () => {
  await engine.close();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a call says that the database is away, and succeeds once it is back', {
  timeout: 60_000,
}, async () => {
  const create = (name: string) => ({
    id: systemClock.newId(),
    name: 'tag.create',
    args: { id: systemClock.newId(), name, colour: '#123456' },
  });
  const commands = [create('while it is away')];
  const CALLS: readonly (readonly [CallName, unknown])[] = [
    ['session.get', {}],
    ['severities.list', {}],
    ['execute', { commands }],
  ];
  await postgres.crash();
  for (const [name, input] of CALLS) {
    const told = await answerCall(session, name, input);
    expect([name, told]).toMatchObject([name, { ok: false, error: { code: 'UNAVAILABLE' } }]);
    expect(told.ok || told.error.message).toMatch(/again/);
  }
  await postgres.start();
  for (const [name, input] of CALLS) {
    expect([name, await answerCall(session, name, input)]).toMatchObject([name, { ok: true }]);
  }
  // The command that was refused meanwhile was not done then, and is done now, once.
  const tags = await engine.store.read.selectFrom('tag').select('name').execute();
  expect(tags).toEqual([{ name: 'while it is away' }]);
});
