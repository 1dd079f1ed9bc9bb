import { readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTestEngine, type TestEngine } from '#tests/support/engine.ts';
import { fileIn, importInto, jsonLines, rowCounts, trackerRow } from './import-files.ts';

let engine: TestEngine;
beforeEach(async () => {
  engine = await openTestEngine();
});
afterEach(() => engine.close());

const good = jsonLines([trackerRow('1')]);
const header = '"Bug ID","Summary","Description"\r\n';

interface Bad {
  readonly what: string;
  readonly name?: string;
  readonly bytes: string | Buffer;
  /** The first problem; `row` absent: the file as a whole is at fault. */
  readonly row?: number;
  readonly field: string;
  readonly says: RegExp;
}

const BAD: readonly Bad[] = [
  { what: 'an empty file', bytes: '', field: 'file', says: /is empty/ },
  { what: 'what is not JSON', bytes: `${good}nonsense\n`, row: 2, field: '', says: /not JSON/ },
  { what: 'a JSON list', bytes: '[{"a":1}]', field: 'file', says: /JSON Lines/ },
  { what: 'XML', bytes: '<bugzilla/>', field: 'file', says: /CSV/ },
  {
    what: 'UTF-16',
    bytes: Buffer.from(`\uFEFF${good}`, 'utf16le'),
    field: 'file',
    says: /UTF-8/,
  },
  {
    what: 'Latin-1 in a line',
    bytes: Buffer.concat([
      Buffer.from(good),
      Buffer.from(jsonLines([trackerRow('2', { title: 'Müll' })]), 'latin1'),
    ]),
    row: 2,
    field: 'title',
    says: /UTF-8/,
  },
  {
    what: 'a property that is missing',
    bytes: jsonLines([trackerRow('1'), { source: 'tracker', title: 'x' }]),
    row: 2,
    field: 'externalId',
    says: /missing/,
  },
  {
    what: 'a property of another kind',
    bytes: jsonLines([trackerRow('1', { comments: 'many' })]),
    row: 1,
    field: 'comments',
    says: /list/,
  },
  {
    what: 'a file that was packed and cut',
    bytes: gzipSync(good.repeat(2000)).subarray(0, -40),
    field: 'file',
    says: /ends in the middle/,
  },
  {
    what: 'a packed file that is damaged',
    bytes: Buffer.concat([gzipSync(good).subarray(0, 10), Buffer.from('rubbish in between')]),
    field: 'file',
    says: /damaged/,
  },
  {
    what: 'a quote that is never closed',
    name: 'rows.csv',
    bytes: `${header}1,Fine,Yes\r\n2,"Never closed,No\r\n3,More,x\r\n`,
    row: 2,
    field: 'Summary',
    says: /never closed/,
  },
  {
    what: 'a quote inside a cell that is not doubled',
    name: 'rows.csv',
    bytes: `${header}1,Fine,Yes\r\n2,Fine,"Says "hello" twice"\r\n`,
    row: 2,
    field: 'Description',
    says: /quot/i,
  },
  {
    what: 'a column that is missing',
    name: 'rows.csv',
    bytes: '"Bug ID","Description"\r\n1,x\r\n',
    row: 0,
    field: 'Summary',
    says: /no column “Summary”/,
  },
  {
    what: 'a row with a cell too few',
    name: 'rows.csv',
    bytes: `${header}1,Fine,Yes\r\n2,Short\r\n`,
    row: 2,
    field: 'Description',
    says: /2 cells/,
  },
  {
    what: 'a cell in another encoding',
    name: 'rows.csv',
    bytes: Buffer.concat([
      Buffer.from(`${header}1,Fine,Yes\r\n`),
      Buffer.from('2,Müll,No\r\n', 'latin1'),
    ]),
    row: 2,
    field: 'Summary',
    says: /UTF-8/,
  },
];

describe('bad input names the row and the field, and leaves nothing half done', () => {
  test.each(BAD)('$what', async ({ name = 'rows.jsonl', bytes, row, field, says }) => {
    const before = await rowCounts(engine);
    const result = await importInto(engine, fileIn(engine, name, bytes));
    if (result.ok) expect.fail('It was imported.');
    expect(result.error.code).toBe('VALIDATION');
    expect(result.error.message).toMatch(says);
    if (row !== undefined) {
      expect(result.error.details).toMatchObject([{ row, field }]);
    } else expect(result.error.field).toBe(field);
    expect(await rowCounts(engine)).toEqual(before);
    expect(readdirSync(engine.folder).filter((file) => file.endsWith('.staging'))).toEqual([]);
  });

  test('a folder, and a file that is not there', async () => {
    const folder = await importInto(engine, engine.folder);
    expect(folder).toMatchObject({ ok: false, error: { code: 'VALIDATION' } });
    const nothing = await importInto(engine, `${engine.folder}/none.jsonl`);
    expect(nothing).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
  });

  test('every bad row is told, not only the first', async () => {
    const rows = [trackerRow('1'), { title: 'a' }, trackerRow('2'), { title: 'b' }];
    const result = await importInto(engine, fileIn(engine, 'rows.jsonl', jsonLines(rows)));
    expect(result).toMatchObject({
      ok: false,
      error: { details: [{ row: 2 }, { row: 4 }] },
    });
  });
});

describe('what can be kept is kept, and told', () => {
  test('a line holds U+2028 and U+2029 and is one line', async () => {
    const title = 'Before\u2028between\u2029after';
    const path = fileIn(engine, 'rows.jsonl', `${JSON.stringify(trackerRow('1', { title }))}\n`);
    expect(await importInto(engine, path)).toMatchObject({ ok: true, value: { created: 1 } });
    const { title: kept } = await engine.store.read
      .selectFrom('issue')
      .select('title')
      .executeTakeFirstOrThrow();
    expect(kept).toBe(title);
  });

  test('NUL bytes become U+FFFD', async () => {
    const line = JSON.stringify(trackerRow('1', { title: 'a\u0000b' }));
    const raw = line.replace('\\u0000', '\0');
    const path = fileIn(engine, 'rows.jsonl', `${line}\n${raw.replace('"1"', '"2"')}\n`);
    const result = await importInto(engine, path);
    if (!result.ok) expect.fail(result.error.message);
    expect(result.value.adjusted.map(({ row, field }) => [row, field])).toEqual([
      [1, 'title'],
      [2, 'title'],
    ]);
    const titles = await engine.store.read.selectFrom('issue').select('title').execute();
    expect(titles.map(({ title }) => title)).toEqual(['a\uFFFDb', 'a\uFFFDb']);
  });

  test('a cell of 5 MB goes on in comments', async () => {
    const text = 'long '.repeat(1_000_000).trimEnd();
    const path = fileIn(engine, 'rows.csv', `${header}1,Long,"${text}"\r\n`);
    const result = await importInto(engine, path);
    if (!result.ok) expect.fail(result.error.message);
    expect(result.value.adjusted).toMatchObject([{ row: 1, field: 'description' }]);
    const { description } = await engine.store.read
      .selectFrom('issue_text')
      .select('description')
      .executeTakeFirstOrThrow();
    const comments = await engine.store.read
      .selectFrom('comment')
      .select('content')
      .orderBy('seq')
      .execute();
    const pieces = comments.map(({ content }) => content.replace(/^\(continued .*\)\n\n/, ''));
    expect([description, ...pieces].join('')).toBe(text);
  });

  test('of a guarded formula exactly one apostrophe is taken away', async () => {
    const path = fileIn(engine, 'rows.csv', `${header}1,'=1+1,x\r\n2,''@a,x\r\n3,'tis,x\r\n`);
    expect(await importInto(engine, path)).toMatchObject({ ok: true, value: { created: 3 } });
    const titles = await engine.store.read.selectFrom('issue').select('title').execute();
    expect(titles.map(({ title }) => title)).toEqual(['=1+1', "'@a", "'tis"]);
  });

  test('the mark of UTF-8, CRLF and empty lines do no harm', async () => {
    const lines = good.trim();
    const path = fileIn(engine, 'rows.jsonl', `\uFEFF${lines}\r\n\r\n`);
    expect(await importInto(engine, path)).toMatchObject({ ok: true, value: { created: 1 } });
  });
});
