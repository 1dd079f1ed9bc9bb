import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readMarks } from '#store/file-marks.ts';
import { migrate } from '#store/migrate.ts';
import { MIGRATIONS } from '#store/migrations/all.ts';
import { DATABASES, type Place } from './databases.ts';

const PROCESSES = 4;
const STARTER = join(import.meta.dirname, '..', '..', 'support', 'starting-process.ts');

interface Told {
  readonly ran: readonly number[];
  /** true, or why not. */
  readonly begun: true | string;
  readonly epoch: string;
}

/** Starts processes that have loaded their program, lets them all go at once, and gives what they tell. */
async function startTogether(dialect: string, where: string): Promise<readonly Told[]> {
  const children = Array.from({ length: PROCESSES }, () =>
    spawn(process.execPath, [STARTER, dialect, where]),
  );
  const outputs = children.map(({ stdout }) => text(stdout));
  const errors = children.map(({ stderr }) => text(stderr));
  await Promise.all(children.map(ready));
  for (const { stdin } of children) stdin.end('go\n');
  const lines = await Promise.all(outputs);
  expect(await Promise.all(errors)).toEqual(children.map(() => ''));
  return lines.map((output) => JSON.parse(output.split('\n').at(-2) ?? ''));
}

function ready({ stdout }: ChildProcessWithoutNullStreams): Promise<void> {
  return new Promise((resolve) => stdout.once('data', () => resolve()));
}

describe.each(DATABASES)(`$name: ${PROCESSES} processes that start at once`, (database) => {
  let place: Place;
  beforeEach(async () => {
    place = await database.make();
  });
  afterEach(() => place.remove());

  it('make an empty database ready once, and begin one workspace', {
    timeout: 60_000,
  }, async () => {
    const told = await startTogether(database.name, place.where);
    const ran = told.flatMap((one) => one.ran).toSorted((a, b) => a - b);
    expect(ran).toEqual(MIGRATIONS.map(({ number }) => number));
    expect(new Set(told.map(({ epoch }) => epoch)).size).toBe(1);
    expect(told.filter(({ begun }) => begun === true)).toHaveLength(1);
    const refusals = new Set(told.flatMap(({ begun }) => (begun === true ? [] : [begun])));
    expect([...refusals]).toEqual([expect.stringMatching(/workspace|signed in/i)]);

    const store = await place.open();
    const { epoch } = await store.head();
    expect(told.map((one) => one.epoch)).toContain(epoch);
    const users = await store.read.selectFrom('user').select('username').execute();
    expect(users).toEqual([{ username: 'ada' }]);
    expect(await store.verify()).toEqual([]);
    await store.close();
  });

  it('bring an older store up to date once, and keep what it was', {
    timeout: 60_000,
  }, async () => {
    const connection = await place.connect();
    await migrate(connection, MIGRATIONS.slice(0, 1));
    await connection.close();
    const told = await startTogether(database.name, place.where);
    const ran = told.flatMap((one) => one.ran).toSorted((a, b) => a - b);
    expect(ran).toEqual(MIGRATIONS.slice(1).map(({ number }) => number));
    if (database.name === 'postgres') return;
    const folder = dirname(place.where);
    const beside = readdirSync(folder).filter((name) => name !== basename(place.where));
    expect(beside.toSorted()).toEqual(
      MIGRATIONS.slice(1).map(({ number }) => `store.sqlite.before-${number}`),
    );
    expect(beside.map((name) => readMarks(join(folder, name))?.schema)).toEqual(
      MIGRATIONS.slice(1).map(({ number }) => number - 1),
    );
  });
});
