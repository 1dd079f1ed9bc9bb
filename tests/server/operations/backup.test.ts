import { randomUUID } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { sql } from 'kysely';
import { afterEach, describe, expect, test } from 'vitest';
import type { UserId } from '#domain/ids.ts';
import { folderBlobs } from '#engine/blobs/folder-blobs.ts';
import { readQuery } from '#engine/queries/read-query.ts';
import { findUser } from '#engine/session.ts';
import { migrate, newestSchema } from '#store/migrate.ts';
import { MIGRATIONS } from '#store/migrations/all.ts';
import { connectPostgres } from '#store/open-postgres.ts';
import { connectSqlite } from '#store/open-sqlite.ts';
import { anIssue, BYTES, dumped, fillPlace, HASH } from '#tests/support/backup-world.ts';
import { bytesOf } from '#tests/support/blob-places.ts';
import { type ServerPlace, serverPlace, withoutOwn } from '#tests/support/operations.ts';
import { DATABASES, type Database as DatabaseName } from '#tests/support/server.ts';

const places: ServerPlace[] = [];
afterEach(async () => {
  for (const place of places.splice(0)) await place.remove();
});

async function emptyPlace(database: DatabaseName): Promise<ServerPlace> {
  const place = await serverPlace(database);
  places.push(place);
  return place;
}

async function usedPlace(database: DatabaseName): Promise<ServerPlace> {
  const place = await emptyPlace(database);
  await fillPlace(place);
  return place;
}

async function adminOf(engine: Awaited<ReturnType<ServerPlace['open']>>) {
  const row = await engine.store.read
    .selectFrom('user')
    .select('id')
    .where('username', '=', 'ada')
    .executeTakeFirstOrThrow();
  return row.id as UserId;
}

/** Files of a place that no operation may leave. */
function leftovers(place: ServerPlace): readonly string[] {
  return readdirSync(place.folder).filter((name) => /^restore-|\.part$|\.draft|\.open$/.test(name));
}

describe.each(DATABASES)('a backup of %s', (from) => {
  test.each(DATABASES)('restored into an empty %s holds the same', async (to) => {
    const source = await usedPlace(from);
    const target = await emptyPlace(to);
    const folder = join(source.folder, 'saved');
    const made = await source.katydid('backup', folder);
    expect(made).toMatchObject({ code: 0, err: '' });
    const before = await dumped(source);

    const restored = await target.katydid('restore', folder);
    expect(restored).toMatchObject({ code: 0, err: '' });
    const after = await dumped(target);
    expect(withoutOwn(after.dump)).toEqual(withoutOwn(before.dump));
    expect(before.dump.auth_session).toHaveLength(1);
    expect(after.dump.auth_session).toEqual([]);
    expect(after.dump.refresh_token).toEqual([]);
    expect(after.head.version).toBe(before.head.version);
    expect(after.head.epoch).not.toBe(before.head.epoch);
    const bytes = await bytesOf(folderBlobs(join(target.folder, 'blobs')), HASH);
    expect(bytes?.equals(BYTES)).toBe(true);
    expect(leftovers(target)).toEqual([]);
  });

  test('goes on being searchable by its words wherever it is restored', async () => {
    const source = await usedPlace(from);
    const target = await emptyPlace('sqlite');
    const folder = join(source.folder, 'saved');
    await source.katydid('backup', folder);
    await target.katydid('restore', folder);
    const engine = await target.open();
    await expect
      .poll(async () => {
        const rows = await engine.store.read.selectFrom('search_gap').selectAll().execute();
        return rows.length;
      })
      .toBe(0);
    const user = await findUser(engine, await adminOf(engine));
    if (!user) throw new Error('Ada is gone.');
    const asker = { store: engine.store, lists: engine.lists, user, now: Date.now() };
    const query = await readQuery('chirps', asker);
    if (!query.ok) throw new Error(query.error.message);
    const { total } = await engine.lists.page({
      query: query.value,
      viewer: user,
      zone: 'UTC',
      now: asker.now,
      offset: 0,
      count: 1,
    });
    expect(total).toBe(1);
    expect(await engine.store.verify()).toEqual([]);
    await engine.close();
  });

  test('is taken while others write, as one moment of theirs', async () => {
    const source = await usedPlace(from);
    const engine = await source.open();
    const admin = await adminOf(engine);
    const writing = (async () => {
      for (let i = 0; i < 20; i += 1) await anIssue(engine, admin);
    })();
    const made = await source.katydid('backup', join(source.folder, 'saved'));
    await writing;
    await engine.close();
    expect(made).toMatchObject({ code: 0, err: '' });
    const target = await emptyPlace('sqlite');
    expect((await target.katydid('restore', join(source.folder, 'saved'))).code).toBe(0);
  });
});

describe('a backup', () => {
  test('is refused where something of its name is, and where there is no store', async () => {
    const source = await usedPlace('sqlite');
    const folder = join(source.folder, 'saved');
    writeFileSync(folder, 'mine');
    const taken = await source.katydid('backup', folder);
    expect(taken).toMatchObject({ code: 1, err: expect.stringContaining('is there already') });
    expect(readFileSync(folder, 'utf8')).toBe('mine');

    const nothing = await emptyPlace('sqlite');
    const refused = await nothing.katydid('backup', join(nothing.folder, 'saved'));
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('There is no store') });
    expect(readdirSync(nothing.folder)).toEqual([]);
  });

  test('tells which files are lost, keeps the rest, and can be restored', async () => {
    const source = await usedPlace('sqlite');
    rmSync(join(source.folder, 'blobs', HASH.slice(0, 2), HASH));
    const folder = join(source.folder, 'saved');
    const made = await source.katydid('backup', folder);
    expect(made).toMatchObject({ code: 1, err: `Missing: the file ${HASH} of an attachment.` });
    const target = await emptyPlace('sqlite');
    const restored = await target.katydid('restore', folder);
    expect(restored).toMatchObject({ code: 0, err: expect.stringContaining(HASH) });
  });

  test('leaves a file out whose bytes are not those of its name', async () => {
    const source = await usedPlace('sqlite');
    appendFileSync(join(source.folder, 'blobs', HASH.slice(0, 2), HASH), 'x');
    const made = await source.katydid('backup', join(source.folder, 'saved'));
    expect(made).toMatchObject({
      code: 1,
      err: expect.stringContaining(`Missing: the file ${HASH}`),
    });
  });

  test.each(['Copying rows', 'Copying files', 'Checking files'])(
    'that is stopped while it tells “%s” leaves nothing',
    async (words) => {
      const source = await usedPlace('sqlite');
      const folder = join(source.folder, 'saved');
      const stopped = await source.katydidStoppedAt(words, 'backup', folder);
      expect(stopped).toMatchObject({ code: 1, err: expect.stringContaining('was stopped') });
      expect(existsSync(folder)).toBe(false);
      expect(leftovers(source)).toEqual([]);
    },
  );
});

describe('a damaged backup is refused, and the place stays empty', () => {
  const damages: readonly (readonly [string, string, (folder: string) => void])[] = [
    ['no manifest', 'is no backup', (folder) => rmSync(join(folder, 'manifest.json'))],
    [
      'another manifest',
      'is no backup',
      (folder) => writeFileSync(join(folder, 'manifest.json'), '{}'),
    ],
    [
      'half a manifest',
      'is not JSON',
      (folder) => writeFileSync(join(folder, 'manifest.json'), '{'),
    ],
    [
      'a newer form',
      'newer Katydid',
      (folder) => editManifest(folder, (manifest) => ({ ...manifest, format: 2 })),
    ],
    [
      'a manifest without its rows',
      'manifest.json, rows',
      (folder) => editManifest(folder, ({ rows: _, ...manifest }) => manifest),
    ],
    ['no database', 'cannot be read', (folder) => rmSync(join(folder, 'katydid.sqlite'))],
    [
      'one other byte in the database',
      'its database has other bytes',
      (folder) => flipByte(join(folder, 'katydid.sqlite'), 50_000),
    ],
    [
      'one other byte in a file',
      'has other bytes',
      (folder) => flipByte(join(folder, 'blobs', HASH.slice(0, 2), HASH), 1000),
    ],
    [
      'a missing file',
      'is not there',
      (folder) => rmSync(join(folder, 'blobs', HASH.slice(0, 2), HASH)),
    ],
  ];
  test.each(damages)('%s', async (_what, told, damage) => {
    const source = await usedPlace('sqlite');
    const folder = join(source.folder, 'saved');
    await source.katydid('backup', folder);
    damage(folder);
    const target = await emptyPlace('sqlite');
    const refused = await target.katydid('restore', folder);
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining(told) });
    expect(readdirSync(target.folder)).toEqual([]);
  });
});

describe.each(DATABASES)('a restore into a used %s', (database) => {
  test('is refused; with --replace it keeps what was there as a backup', async () => {
    const source = await usedPlace('sqlite');
    const folder = join(source.folder, 'saved');
    await source.katydid('backup', folder);
    const target = await usedPlace(database);
    const old = await dumped(target);

    const refused = await target.katydid('restore', folder);
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('--replace') });
    expect(withoutOwn((await dumped(target)).dump)).toEqual(withoutOwn(old.dump));

    const replaced = await target.katydid('restore', folder, '--replace');
    expect(replaced).toMatchObject({ code: 0, err: '' });
    const there = await dumped(source);
    expect(withoutOwn((await dumped(target)).dump)).toEqual(withoutOwn(there.dump));
    const kept = readdirSync(target.folder).find((name) => name.startsWith('before-restore-'));
    const back = await target.katydid('restore', join(target.folder, kept ?? ''), '--replace');
    expect(back).toMatchObject({ code: 0, err: '' });
    expect(withoutOwn((await dumped(target)).dump)).toEqual(withoutOwn(old.dump));
  });

  test('is refused while another has it open, whatever is said', async () => {
    const source = await usedPlace('sqlite');
    const folder = join(source.folder, 'saved');
    await source.katydid('backup', folder);
    const target = await usedPlace(database);
    const engine = await target.open();
    const end = engine.store.onPoke(() => undefined);
    await engine.store.head();
    const refused = await target.katydid('restore', folder, '--replace');
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/is in use|connected to this database/);
    end();
    await engine.close();
    expect((await target.katydid('restore', folder, '--replace')).code).toBe(0);
  });

  test.each(['Checking files', 'Copying files', 'Copying rows'])(
    'that is stopped while it tells “%s” changes nothing',
    async (words) => {
      const source = await usedPlace('sqlite');
      const folder = join(source.folder, 'saved');
      await source.katydid('backup', folder);
      const target = await usedPlace(database);
      const before = await dumped(target);
      const stopped = await target.katydidStoppedAt(words, 'restore', folder, '--replace');
      expect(stopped).toMatchObject({
        code: 1,
        err: expect.stringContaining('Nothing was changed'),
      });
      expect(await dumped(target)).toEqual(before);
      expect(leftovers(target)).toEqual([]);
    },
  );
});

describe('a restore into PostgreSQL', () => {
  test('that is stopped in the middle of the rows leaves the old ones', async () => {
    const source = await usedPlace('sqlite');
    const folder = join(source.folder, 'saved');
    await source.katydid('backup', folder);
    const target = await usedPlace('postgres');
    const before = await dumped(target);
    const stopped = await target.katydidStoppedAt(
      'Copying rows 0 of',
      'restore',
      folder,
      '--replace',
    );
    expect(stopped).toMatchObject({ code: 1, err: expect.stringContaining('Nothing was changed') });
    expect(await dumped(target)).toEqual(before);
  });
});

describe.each(DATABASES)('a %s of an older schema', (database) => {
  test('is backed up as it is, and brought up to date where it is restored', async () => {
    const source = await emptyPlace(database);
    const connection =
      database === 'sqlite'
        ? connectSqlite({
            file: join(source.folder, 'katydid.sqlite'),
            program: 'the test',
            newWord: randomUUID,
          })
        : await connectPostgres({ url: source.databaseUrl ?? '', newWord: randomUUID });
    await migrate(connection, MIGRATIONS.slice(0, 1));
    await sql`insert into head (one, v, tag, epoch, issue_seq, comment_seq)
      values (1, 7, 'a', 'b', 0, 0)`.execute(connection.write);
    await connection.close();
    const folder = join(source.folder, 'saved');
    expect(await source.katydid('backup', folder)).toMatchObject({ code: 0, err: '' });
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({ schema: 1, version: 7, epoch: 'b' });

    const target = await emptyPlace('sqlite');
    expect(await target.katydid('restore', folder)).toMatchObject({ code: 0, err: '' });
    const { dump } = await dumped(target);
    expect(dump.head).toMatchObject([{ v: 7, change_floor: 7 }]);
    expect(dump.meta).toContainEqual({ key: 'schema', value: String(newestSchema()) });
  });
});

describe('a restore in the place of a SQLite file', () => {
  test('keeps a damaged one beside as it is', async () => {
    const source = await usedPlace('sqlite');
    const folder = join(source.folder, 'saved');
    await source.katydid('backup', folder);
    const target = await usedPlace('sqlite');
    const file = join(target.folder, 'katydid.sqlite');
    writeFileSync(file, 'not a database at all');
    const refused = await target.katydid('restore', folder);
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('--replace') });
    expect((await target.katydid('restore', folder, '--replace')).code).toBe(0);
    const kept = readdirSync(target.folder).find((name) => name.includes('.replaced-'));
    expect(readFileSync(join(target.folder, kept ?? ''), 'utf8')).toBe('not a database at all');
    expect((await dumped(target)).dump.issue).not.toEqual([]);
  });

  test('finds who has it open without a note, as from another container', async () => {
    const source = await usedPlace('sqlite');
    const folder = join(source.folder, 'saved');
    await source.katydid('backup', folder);
    const target = await usedPlace('sqlite');
    const stranger = new Database(join(target.folder, 'katydid.sqlite'));
    stranger.pragma('journal_mode = wal');
    stranger.prepare('select count(*) from issue').get();
    const refused = await target.katydid('restore', folder, '--replace');
    stranger.close();
    expect(refused).toMatchObject({
      code: 1,
      err: expect.stringContaining('has this workspace open'),
    });
  });

  test('keeps everybody out while it lasts', async () => {
    const target = await usedPlace('sqlite');
    const file = join(target.folder, 'katydid.sqlite');
    const notes = `${file}.open`;
    mkdirSync(notes);
    writeFileSync(join(notes, 'alone.txt'), `${process.pid} a restore`);
    await expect(target.open()).rejects.toThrow('is being restored');
    rmSync(notes, { recursive: true });
    await (await target.open()).close();
  });
});

type Manifest = Record<string, unknown>;

function editManifest(folder: string, edit: (manifest: Manifest) => Manifest): void {
  const file = join(folder, 'manifest.json');
  writeFileSync(file, JSON.stringify(edit(JSON.parse(readFileSync(file, 'utf8')))));
}

function flipByte(file: string, at: number): void {
  const bytes = readFileSync(file);
  bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  writeFileSync(file, bytes);
}
