import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import type { Engine } from '#engine/engine.ts';
import { jsonLines, trackerRow } from '#tests/engine/import/import-files.ts';
import { anIssue } from '#tests/support/backup-world.ts';
import { RESOURCES } from '#tests/support/engine.ts';
import { beginWorkspace, give, type ServerPlace, serverPlace } from '#tests/support/operations.ts';
import { DATABASES, type Database } from '#tests/support/server.ts';

const SAMPLE = join(RESOURCES, 'sample', 'sample.jsonl');
const ROWS = 250;

const endings: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** A place with a workspace that has begun. */
async function begunPlace(database: Database): Promise<ServerPlace> {
  const place = await serverPlace(database);
  endings.push(() => place.remove());
  const engine = await place.open();
  await beginWorkspace(engine);
  await engine.close();
  return place;
}

/** Somebody has the store open, as a server would. */
async function opened(place: ServerPlace): Promise<Engine> {
  const engine = await place.open();
  endings.push(() => engine.close());
  return engine;
}

function file(place: ServerPlace, name: string, text: string): string {
  const path = join(place.folder, name);
  writeFileSync(path, text);
  return path;
}

function manyRows(over: (id: number) => Readonly<Record<string, unknown>> = () => ({})): string {
  const rows = Array.from({ length: ROWS }, (_, id) => trackerRow(String(id + 1), over(id + 1)));
  return jsonLines(rows);
}

async function issueCount(place: ServerPlace): Promise<number> {
  const engine = await place.open();
  const rows = await engine.store.read.selectFrom('issue').select('id').execute();
  await engine.close();
  return rows.length;
}

/** The lines of an export, without the time at which it was made. */
async function exported(place: ServerPlace, ...query: readonly string[]) {
  const target = join(place.folder, `all${endings.length}-${query.length}.jsonl`);
  expect(await place.katydid('export', target, ...query)).toMatchObject({ code: 0, err: '' });
  const [head, ...records] = readFileSync(target, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { file: target, head: { ...head, exportedAt: '' }, records };
}

/** A record without the line of its history that says when it was imported here. */
function withoutOwnImport({ activity, ...record }: Readonly<Record<string, unknown>>) {
  const history = activity as readonly { readonly kind: string }[];
  return { ...record, activity: history.filter(({ kind }) => kind !== 'imported') };
}

describe.each(DATABASES)('katydid-server import and export on %s', (database) => {
  test('bring in what an export wrote, whole, and the second time nothing', async () => {
    const place = await begunPlace(database);
    expect(await place.katydid('import', SAMPLE)).toMatchObject({ code: 0, err: '' });
    const again = await place.katydid('import', SAMPLE);
    expect(again.out).toMatch(/^0 created, 0 updated, \d+ unchanged, 0 skipped/);
    const written = await exported(place);
    expect(written.records.length).toBeGreaterThan(20);

    const other = await begunPlace(database === 'sqlite' ? 'postgres' : 'sqlite');
    const brought = await other.katydid('import', written.file);
    expect(brought.out).toContain(`${written.records.length} created, 0 updated, 0 unchanged`);
    const back = await exported(other);
    expect(back.head).toEqual(written.head);
    expect(back.records.map(withoutOwnImport)).toEqual(written.records.map(withoutOwnImport));
    const twice = await other.katydid('import', written.file);
    expect(twice.out).toContain(`0 created, 0 updated, ${written.records.length} unchanged`);
  });

  test('a row of an issue that came before in the file is counted by what it changes', async () => {
    const place = await begunPlace(database);
    const rows = [
      trackerRow('1'),
      trackerRow('2'),
      trackerRow('1'),
      trackerRow('2', { title: 'B' }),
    ];
    const ran = await place.katydid('import', file(place, 'rows.jsonl', jsonLines(rows)));
    expect(ran.out).toContain('2 created, 1 updated, 1 unchanged, 0 skipped');
  });

  test('a query says which issues are written, a person which they see', async () => {
    const place = await begunPlace(database);
    await place.katydid(
      'import',
      file(
        place,
        'rows.jsonl',
        manyRows((id) => ({ title: `Bug ${id}` })),
      ),
    );
    const all = await exported(place);
    expect(all.records).toHaveLength(ROWS);
    const none = await exported(place, '-status:open', 'status:open');
    expect(none.records).toEqual([]);

    const engine = await place.open();
    const ada = await engine.store.read.selectFrom('user').select('id').executeTakeFirstOrThrow();
    const id = engine.clock.newId();
    await give(engine, ada.id as never, 'user.create', {
      id,
      username: 'tess',
      name: 'Tess',
      role: 'tester',
    });
    await give(engine, ada.id as never, 'project.create', {
      id: engine.clock.newId(),
      key: 'SEC',
      name: 'Secret',
      visibility: 'private',
    });
    await engine.close();
    const hidden = file(place, 'hidden.jsonl', jsonLines([trackerRow('9999')]));
    expect((await place.katydid('import', hidden, '--project', 'SEC')).code).toBe(0);
    expect((await exported(place)).records).toHaveLength(ROWS + 1);
    const seen = await place.katydid('export', join(place.folder, 'seen.csv'), '--as', 'tess');
    expect(seen).toMatchObject({ code: 0, out: expect.stringContaining(`${ROWS} issues written`) });
  });

  test('a bad row refuses the file, and is left out where that is said', async () => {
    const place = await begunPlace(database);
    await opened(place);
    const rows = file(
      place,
      'rows.jsonl',
      manyRows((id) => (id === 200 ? { comments: 'many' } : {})),
    );
    const refused = await place.katydid('import', rows);
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('Row 200') });
    expect(await issueCount(place)).toBe(0);
    const dry = await place.katydid('import', rows, '--dry-run');
    expect(dry.out).toContain(`${ROWS - 1} created, 0 updated, 0 unchanged, 1 skipped`);
    expect(await issueCount(place)).toBe(0);
    const done = await place.katydid('import', rows, '--skip-bad');
    expect(done.out).toContain(`${ROWS - 1} created, 0 updated, 0 unchanged, 1 skipped`);
    expect(await issueCount(place)).toBe(ROWS - 1);
  });

  test('changes of the file come in with the next import of it', async () => {
    const place = await begunPlace(database);
    await opened(place);
    await place.katydid('import', file(place, 'rows.jsonl', manyRows()));
    const changed = manyRows((id) => (id <= 3 ? { title: `Changed ${id}` } : {}));
    const again = await place.katydid('import', file(place, 'changed.jsonl', changed));
    expect(again.out).toContain(`0 created, 3 updated, ${ROWS - 3} unchanged, 0 skipped`);
  });

  test('people write meanwhile, and no two issues get one number', async () => {
    const place = await begunPlace(database);
    const engine = await opened(place);
    const ada = await engine.store.read.selectFrom('user').select('id').executeTakeFirstOrThrow();
    let isDone = false;
    let written = 0;
    const writing = (async () => {
      while (!isDone) {
        await anIssue(engine, ada.id as never);
        written += 1;
        // What SQLite does at once lets nothing else of this process in.
        await setImmediate();
      }
    })();
    const rows = file(place, 'rows.jsonl', manyRows());
    const ran = await place.katydid('import', rows, '--project', 'BUG');
    isDone = true;
    await writing;
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain(`${ROWS} created, 0 updated, 0 unchanged, 0 skipped`);
    expect(written).toBeGreaterThan(1);
    const issues = await engine.store.read
      .selectFrom('issue')
      .select(['project', 'number'])
      .execute();
    expect(issues).toHaveLength(ROWS + written);
    expect(new Set(issues.map(({ project, number }) => `${project} ${number}`)).size).toBe(
      issues.length,
    );
    expect(await engine.store.verify()).toEqual([]);
  });

  test('stopped in the middle, what it wrote stays, and the same file goes on', async () => {
    const place = await begunPlace(database);
    await opened(place);
    const rows = file(place, 'rows.jsonl', manyRows());
    const stopped = await place.katydidStoppedAt('Writing 1', 'import', rows);
    expect(stopped).toMatchObject({ code: 1, err: expect.stringContaining('which stay') });
    const stays = await issueCount(place);
    expect(stays).toBeGreaterThan(0);
    expect(stays).toBeLessThan(ROWS);
    const rest = await place.katydid('import', rows);
    expect(rest.out).toContain(`${ROWS - stays} created, 0 updated, ${stays} unchanged, 0 skipped`);
    expect(await issueCount(place)).toBe(ROWS);
  });
});

describe('katydid-server import and export', () => {
  test('say what is wrong with the call', async () => {
    const place = await begunPlace('sqlite');
    const called = async (...args: readonly string[]) => {
      const { code, err } = await place.katydid(...args);
      return { code, err };
    };
    expect(await called('import')).toEqual({
      code: 2,
      err: expect.stringContaining('katydid-server import FILE'),
    });
    expect(await called('import', 'a', '--format', 'xml')).toEqual({
      code: 2,
      err: expect.stringContaining('--format takes one of'),
    });
    expect(await called('import', 'a', '--as', 'nobody')).toEqual({
      code: 1,
      err: expect.stringContaining('no user nobody'),
    });
    expect(await called('import', 'nothing.jsonl')).toEqual({
      code: 1,
      err: expect.stringContaining('There is no file nothing.jsonl'),
    });
    expect(await called('export', join(place.folder, 'issues.doc'))).toEqual({
      code: 2,
      err: expect.stringContaining('one of csv, jsonl'),
    });
    const target = join(place.folder, 'issues.csv');
    expect(await called('export', target, 'colour:red')).toEqual({
      code: 1,
      err: expect.stringContaining('colour'),
    });
    expect(existsSync(target)).toBe(false);
    expect(await called('export', target, '--colour', 'red')).toEqual({
      code: 2,
      err: expect.stringContaining("Unknown option '--colour'"),
    });
  });
});
