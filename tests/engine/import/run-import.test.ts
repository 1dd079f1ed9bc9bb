import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ImportProgress } from '#engine/import/import-host.ts';
import { resumeIndexing } from '#engine/import/resume-index.ts';
import { noteSearchGap, searchGap } from '#store/search/fill-search.ts';
import { openTestEngine, RESOURCES, type TestEngine } from '#tests/support/engine.ts';
import { fileIn, imported, importInto, jsonLines, rowCounts, trackerRow } from './import-files.ts';

let engine: TestEngine;
beforeEach(async () => {
  engine = await openTestEngine();
});
afterEach(() => engine.close());

const stagings = () => readdirSync(engine.folder).filter((file) => file.endsWith('.staging'));
const issues = () =>
  engine.store.read
    .selectFrom('issue')
    .innerJoin('issue_text', 'issue_text.issue', 'issue.seq')
    .select(['issue.id', 'project_key', 'number', 'title', 'external_id', 'version'])
    .orderBy('seq')
    .execute();
const find = async (query: string) => {
  const { lists, store } = engine;
  const [admin] = await store.read
    .selectFrom('user')
    .selectAll()
    .where('id', '=', engine.admin)
    .execute();
  const { parse } = await import('#domain/query/parse.ts');
  const parsed = parse(query);
  if (!parsed.ok) throw new Error(query);
  const viewer = { id: engine.admin, role: 'admin' } as const;
  const { rows } = await lists.page({
    query: parsed.query,
    viewer,
    zone: 'UTC',
    now: admin?.created_at ?? 0,
    offset: 0,
    count: 50,
  });
  return rows.map(({ title }) => title);
};

describe('an import', () => {
  test('brings issues with their people, projects, tags, comments and history', async () => {
    const rows = [
      trackerRow('1', {
        labels: ['printer'],
        status: 'RESOLVED',
        resolution: 'FIXED',
        closed: '2020-02-03T04:05:06.000Z',
        comments: [{ at: '2020-01-03T00:00:00.000Z', by: 'Carl Comment', body: 'Seen too.' }],
        statusHistory: [{ at: '2020-01-02T03:04:05.000Z', status: 'NEW', by: null }],
      }),
      trackerRow('2'),
    ];
    expect(await imported(engine, rows)).toMatchObject({ created: 2, skipped: [], adjusted: [] });
    expect(await issues()).toMatchObject([
      { project_key: 'TILL', number: 1, title: 'Bug 1', external_id: '1' },
      { project_key: 'TILL', number: 2, title: 'Bug 2', external_id: '2' },
    ]);
    const people = await engine.store.read.selectFrom('user').select('username').execute();
    expect(people.map(({ username }) => username)).toEqual(
      expect.arrayContaining(['rosa-reporter', 'carl-comment']),
    );
    expect(await engine.store.verify()).toEqual([]);
  });

  test('can be searched when it is done', async () => {
    await imported(engine, [trackerRow('1', { title: 'The drawer is stuck' }), trackerRow('2')]);
    expect(await find('drawer')).toEqual(['The drawer is stuck']);
    expect(await searchGap(engine.store.read)).toBe(0);
  });

  test('goes on with the numbers of a project that it is put into', async () => {
    await engine.issue();
    await imported(engine, [trackerRow('1'), trackerRow('2')], { project: 'bug' });
    expect(await issues()).toMatchObject([{ number: 1 }, { number: 2 }, { number: 3 }]);
    await engine.issue();
    expect((await issues()).at(-1)).toMatchObject({ project_key: 'BUG', number: 4 });
  });

  test('links duplicates, also to what stands later in the file', async () => {
    const duplicate = { status: 'RESOLVED', resolution: 'DUPLICATE', duplicateOf: '2' };
    await imported(engine, [trackerRow('1', duplicate), trackerRow('2')]);
    const links = await engine.store.read
      .selectFrom('issue')
      .innerJoin('issue as original', 'original.seq', 'issue.duplicate_of')
      .select(['issue.title', 'original.title as of'])
      .execute();
    expect(links).toEqual([{ title: 'Bug 1', of: 'Bug 2' }]);
  });

  test('links duplicates of what an earlier import brought', async () => {
    await imported(engine, [trackerRow('1')]);
    const duplicate = { status: 'RESOLVED', resolution: 'DUPLICATE', duplicateOf: '1' };
    await imported(engine, [trackerRow('1'), trackerRow('2', duplicate)]);
    const linked = await engine.store.read
      .selectFrom('issue')
      .select('title')
      .where('duplicate_of', 'is not', null)
      .execute();
    expect(linked).toEqual([{ title: 'Bug 2' }]);
  });

  test('tells how far it is, phase by phase', async () => {
    const told: ImportProgress[] = [];
    await imported(engine, [trackerRow('1')], { onProgress: (progress) => told.push(progress) });
    const phases = [...new Set(told.map(({ phase }) => phase))];
    expect(phases).toEqual(['reading', 'waiting', 'copying', 'indexing']);
  });

  test('moves the dates of the sample so that it was written now', async () => {
    const now = Date.parse('2030-05-05T12:00:00.000Z');
    const file = join(RESOURCES, 'sample', 'sample.jsonl');
    expect(await importInto(engine, file, { shiftTo: now })).toMatchObject({ ok: true });
    const { newest } = await engine.store.read
      .selectFrom('issue')
      .select(({ fn }) => fn.max('updated_at').as('newest'))
      .executeTakeFirstOrThrow();
    expect(now - Number(newest)).toBeGreaterThan(0);
    expect(now - Number(newest)).toBeLessThan(7 * 86_400_000);
  });
});

describe('the same file again', () => {
  const rows = [trackerRow('1', { labels: ['a'] }), trackerRow('2'), trackerRow('3')];

  test('changes nothing', async () => {
    await imported(engine, rows);
    const before = await rowCounts(engine);
    const { version } = await engine.store.head();
    expect(await imported(engine, rows)).toMatchObject({ created: 0, updated: 0, unchanged: 3 });
    expect(await rowCounts(engine)).toEqual(before);
    expect(await engine.store.head()).toMatchObject({ version });
  });

  test('updates what changed there and was left alone here', async () => {
    await imported(engine, rows);
    const changed = [rows[0], trackerRow('2', { title: 'Renamed there' }), rows[2]];
    expect(await imported(engine, changed)).toMatchObject({ updated: 1, unchanged: 2, kept: [] });
    expect((await issues()).map(({ title }) => title)).toEqual(['Bug 1', 'Renamed there', 'Bug 3']);
    expect(await find('renamed')).toEqual(['Renamed there']);
  });

  test('leaves what changed here too, and says so', async () => {
    await imported(engine, rows);
    const [first] = await issues();
    const edit = { issue: first?.id, field: 'title', from: 'Bug 1', to: 'Renamed here' };
    expect(await engine.run('issue.edit', edit)).toMatchObject({ outcome: 'accepted' });
    const report = await imported(engine, [
      trackerRow('1', { labels: ['a'], title: 'Renamed there' }),
    ]);
    expect(report).toMatchObject({ updated: 0, unchanged: 1, kept: [{ row: 1, field: 'title' }] });
    expect((await issues())[0]).toMatchObject({ title: 'Renamed here' });
  });

  test('brings new comments to an issue that is here', async () => {
    await imported(engine, rows);
    const comments = [{ at: '2020-01-03T00:00:00.000Z', by: 'New Person', body: 'Also here.' }];
    const more = [
      trackerRow('1', { labels: ['a'], comments }),
      trackerRow('9', { reporter: 'New Person' }),
    ];
    expect(await imported(engine, more)).toMatchObject({ created: 1, updated: 1 });
    expect(await rowCounts(engine)).toMatchObject({ comment: 1, issue: 4 });
    expect(await engine.store.verify()).toEqual([]);
  });

  test('a row that stands twice in the file is one issue, as the later row has it', async () => {
    const twice = [
      trackerRow('1'),
      trackerRow('1', { title: 'Second' }),
      trackerRow('1', { title: 'Second' }),
    ];
    expect(await imported(engine, twice)).toMatchObject({ created: 1, updated: 1, unchanged: 1 });
    expect(await issues()).toMatchObject([{ title: 'Second' }]);
  });
});

describe('bad rows', () => {
  const rows = [trackerRow('1'), { source: 'tracker', title: 'no id' }, trackerRow('3')];

  test('are left out when that is wished, and told', async () => {
    const report = await imported(engine, rows, { skipBad: true });
    expect(report).toMatchObject({ created: 2, skipped: [{ row: 2, field: 'externalId' }] });
  });

  test('are told by a dry run, which writes nothing', async () => {
    const before = await rowCounts(engine);
    const report = await imported(engine, rows, { dryRun: true });
    expect(report).toMatchObject({ created: 2, skipped: [{ row: 2 }] });
    expect(await rowCounts(engine)).toEqual(before);
    expect(stagings()).toEqual([]);
  });
});

describe('who may import', () => {
  test('a tester may not', async () => {
    const actor = await engine.person('tess', 'tester');
    const file = fileIn(engine, 'rows.jsonl', jsonLines([trackerRow('1')]));
    const result = await importInto(engine, file, { actor });
    expect(result).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
    expect(await issues()).toEqual([]);
  });

  test('a manager may', async () => {
    const actor = await engine.person('mona', 'manager');
    expect(await imported(engine, [trackerRow('1')], { actor })).toMatchObject({ created: 1 });
  });

  test('a project that is not there is not found', async () => {
    const file = fileIn(engine, 'rows.jsonl', jsonLines([trackerRow('1')]));
    const result = await importInto(engine, file, { project: 'NONE' });
    expect(result).toMatchObject({ ok: false, error: { code: 'NOT_FOUND', field: 'project' } });
  });
});

describe('while others work', () => {
  /** Does something once, when the file has been read and decided, before it is copied. */
  async function during(rows: readonly unknown[], meanwhile: () => Promise<unknown>) {
    const file = fileIn(engine, 'rows.jsonl', jsonLines(rows));
    let done: Promise<unknown> | null = null;
    const result = await importInto(engine, file, {
      // The file is read in one piece: what is started here commits before the copy takes the lock.
      onProgress: ({ phase }) => {
        if (phase === 'reading') done ??= meanwhile();
      },
    });
    await done;
    return result;
  }

  test('numbers that they took move the imported ones', async () => {
    const rows = [trackerRow('1', { project: 'Bugs' }), trackerRow('2', { project: 'Bugs' })];
    const result = await during(rows, () => engine.issue({ title: 'Filed meanwhile' }));
    expect(result).toMatchObject({ ok: true, value: { created: 2 } });
    expect((await issues()).map(({ number, title }) => [number, title])).toEqual([
      [1, 'Filed meanwhile'],
      [2, 'Bug 1'],
      [3, 'Bug 2'],
    ]);
    expect(await engine.store.verify()).toEqual([]);
  });

  test('people and tags that they made stay apart from those of the file', async () => {
    const result = await during([trackerRow('1', { labels: ['paper'] })], async () => {
      await engine.person('newcomer', 'tester');
      await engine.run('tag.create', { id: engine.clock.newId(), name: 'ink', colour: '#123456' });
    });
    expect(result).toMatchObject({ ok: true });
    const reporters = await engine.store.read.selectFrom('issue').select('reporter_name').execute();
    expect(reporters).toEqual([{ reporter_name: 'rosa-reporter' }]);
    const tags = await engine.store.read
      .selectFrom('issue_tag')
      .innerJoin('tag', 'tag.n', 'issue_tag.tag')
      .select('name')
      .execute();
    expect(tags).toEqual([{ name: 'paper' }]);
    expect(await engine.store.verify()).toEqual([]);
  });

  test('names that they took meanwhile are used, not made twice', async () => {
    const result = await during([trackerRow('1', { labels: ['paper'] })], async () => {
      await engine.run('tag.create', {
        id: engine.clock.newId(),
        name: 'Paper',
        colour: '#123456',
      });
    });
    expect(result).toMatchObject({ ok: true, value: { created: 1 } });
    const tags = await engine.store.read.selectFrom('tag').select('name').execute();
    expect(tags).toEqual([{ name: 'Paper' }]);
    expect(await issues()).toHaveLength(1);
  });

  test('two imports of one file at once bring each issue once', async () => {
    const rows = Array.from({ length: 300 }, (_, index) => trackerRow(String(index)));
    const file = fileIn(engine, 'rows.jsonl', jsonLines(rows));
    const results = await Promise.all([importInto(engine, file), importInto(engine, file)]);
    const created = results.map((result) => (result.ok ? result.value.created : -1));
    expect(created.toSorted((a, b) => a - b)).toEqual([0, 300]);
    expect(await issues()).toHaveLength(300);
    expect(await engine.store.verify()).toEqual([]);
  });
});

describe('cancelled', () => {
  test.each(['reading', 'waiting', 'copying'] as const)(
    'while %s, nothing has happened',
    async (phase) => {
      const before = await rowCounts(engine);
      const stop = new AbortController();
      const rows = Array.from({ length: 2000 }, (_, index) => trackerRow(String(index)));
      const file = fileIn(engine, 'rows.jsonl', jsonLines(rows));
      const result = await importInto(engine, file, {
        signal: stop.signal,
        onProgress: (progress) => {
          if (progress.phase === phase) stop.abort();
        },
      });
      expect(result).toMatchObject({ ok: false, error: { message: /cancelled/ } });
      expect(await rowCounts(engine)).toEqual(before);
      expect(stagings()).toEqual([]);
      expect(
        await engine.run('tag.create', { id: engine.clock.newId(), name: 'x', colour: '#123456' }),
      ).toMatchObject({ outcome: 'accepted' });
    },
  );

  test('while its words are indexed, it is done, and the index goes on later', async () => {
    const stop = new AbortController();
    const rows = Array.from({ length: 300 }, (_, index) => trackerRow(String(index)));
    const report = await imported(engine, rows, {
      signal: stop.signal,
      onProgress: ({ phase }) => {
        if (phase === 'indexing') stop.abort();
      },
    });
    expect(report).toMatchObject({ created: 300 });
    expect(await searchGap(engine.store.read)).toBeGreaterThan(0);
    await resumeIndexing(engine);
    expect(await searchGap(engine.store.read)).toBe(0);
    expect(await find('bug 299')).toEqual(['Bug 299']);
  });
});

describe('what a crash left', () => {
  test('a staging file of a process that is gone is removed, that of a living one stays', async () => {
    const gone = 'import-999999999-0000.staging';
    const living = `import-${process.ppid}-0000.staging`;
    for (const name of [gone, living]) writeFileSync(join(engine.folder, name), 'rows');
    await imported(engine, [trackerRow('1')]);
    expect(stagings()).toEqual([living]);
  });

  test('an index that was not finished is finished', async () => {
    await imported(engine, [trackerRow('1', { title: 'Found again' })]);
    await engine.store.transaction((tx) => noteSearchGap(tx.db, 1, 1));
    await resumeIndexing(engine);
    expect(await searchGap(engine.store.read)).toBe(0);
    expect(await find('found')).toEqual(['Found again']);
  });
});
