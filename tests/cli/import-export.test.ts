import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCli } from '#cli/run-cli.ts';
import { jsonLines, trackerRow } from '#tests/engine/import/import-files.ts';
import { RESOURCES, scratchFolder } from '#tests/support/engine.ts';

let folder: string;
beforeEach(() => {
  folder = scratchFolder();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const SAMPLE = join(RESOURCES, 'sample', 'sample.jsonl');
const PROGRAM = join(import.meta.dirname, '..', '..', 'src', 'cli', 'index.ts');

async function katydid(...args: readonly string[]) {
  let out = '';
  let err = '';
  const code = await runCli([...args, '--workspace', join(folder, 'ws')], {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    showsProgress: false,
    columns: 80,
    stop: new AbortController().signal,
    askPassword: async () => null,
  });
  return { code, out, err };
}
function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('katydid import', () => {
  test('tells what it did, and the second time that it did nothing', async () => {
    const rows = file('rows.jsonl', jsonLines([trackerRow('1'), trackerRow('2', { title: '' })]));
    const first = await katydid('import', rows, '--json');
    expect(first.code).toBe(0);
    expect(JSON.parse(first.out)).toEqual({
      created: 2,
      updated: 0,
      unchanged: 0,
      adjusted: [{ row: 2, field: 'title', message: expect.any(String) }],
      skipped: [],
      kept: [],
      seconds: expect.any(Number),
    });
    const second = await katydid('import', rows, '--json');
    expect(JSON.parse(second.out)).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
  });

  test('refuses a file with bad rows, names each, and writes nothing', async () => {
    const rows = file('rows.jsonl', `${jsonLines([trackerRow('1')])}{}\nnonsense\n`);
    const { code, err } = await katydid('import', rows);
    expect(code).toBe(1);
    expect(err).toMatch(/row 2, \w+: /);
    expect(err).toMatch(/row 3: /);
    expect((await katydid('list')).out).toMatch(/No issue/);
    const { out } = await katydid('import', rows, '--json');
    expect(JSON.parse(out)).toMatchObject({
      error: { code: 'VALIDATION', details: [{ row: 2 }, { row: 3 }] },
    });
  });

  test('says once what the header of a CSV file lacks', async () => {
    const rows = file('rows.csv', '"Bug ID","Description"\r\n1,x\r\n');
    const { code, err } = await katydid('import', rows);
    expect(code).toBe(1);
    expect(err.match(/no column “Summary”/g)).toHaveLength(1);
    expect(err).not.toMatch(/row 0/i);
  });

  test('leaves bad rows out with --skip-bad, and only looks with --dry-run', async () => {
    const rows = file('rows.jsonl', `${jsonLines([trackerRow('1')])}{}\n`);
    const looked = await katydid('import', rows, '--dry-run', '--json');
    expect(JSON.parse(looked.out)).toMatchObject({ created: 1, skipped: [{ row: 2 }] });
    expect((await katydid('list')).out).toMatch(/No issue/);
    const done = await katydid('import', rows, '--skip-bad', '--json');
    expect(done.code).toBe(0);
    expect(JSON.parse(done.out)).toMatchObject({ created: 1, skipped: [{ row: 2 }] });
  });

  test('puts every row into the project of --project', async () => {
    await katydid('new', '--title', 'First', '--description', 'Is here.');
    const rows = file('rows.jsonl', jsonLines([trackerRow('1')]));
    expect(await katydid('import', rows, '--project', 'bug')).toMatchObject({ code: 0 });
    expect((await katydid('show', 'BUG-2')).code).toBe(0);
    const nowhere = await katydid('import', rows, '--project', 'NONE');
    expect(nowhere).toMatchObject({ code: 1, err: expect.stringMatching(/no project NONE/) });
  });

  test('does not know every format', async () => {
    const { code, err } = await katydid('import', SAMPLE, '--format', 'xls');
    expect(code).toBe(2);
    expect(err).toMatch(/bugzilla-csv/);
  });
});

describe('katydid export', () => {
  test('takes the format from the name, and writes what the query matches', async () => {
    await katydid('import', SAMPLE);
    const path = join(folder, 'some.csv');
    const { code, out } = await katydid('export', path, 'project:TIL', '--json');
    expect(code).toBe(0);
    const { exported } = JSON.parse(out) as { exported: number };
    expect(exported).toBeGreaterThan(0);
    expect(readFileSync(path, 'utf8')).toMatch(/^\uFEFFKey,Project,/);
    const all = await katydid('export', join(folder, 'all'), '--format', 'jsonl', '--json');
    expect(JSON.parse(all.out)).toEqual({ exported: 100 });
  });

  test('a name that tells no format is wrong usage, a wrong query is refused', async () => {
    expect(await katydid('export', join(folder, 'all'))).toMatchObject({ code: 2 });
    const refused = await katydid('export', join(folder, 'a.csv'), 'stauts:open', '--json');
    expect(refused.code).toBe(1);
    expect(JSON.parse(refused.out)).toMatchObject({ error: { code: 'VALIDATION' } });
  });
});

test('Ctrl+C cancels an import: it ends with 1 and nothing is written', async () => {
  const rows = Array.from({ length: 20_000 }, (_, index) => trackerRow(String(index)));
  const path = file('rows.jsonl', jsonLines(rows));
  const workspace = join(folder, 'ws');
  await katydid('list');
  const child = spawn(process.execPath, [PROGRAM, 'import', path, '--workspace', workspace], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let err = '';
  child.stderr.on('data', (text) => {
    err += String(text);
  });
  // The staging file is there once the file is being read.
  while (!readdirSync(workspace).some((name) => name.endsWith('.staging'))) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  child.kill('SIGINT');
  const [code] = (await once(child, 'exit')) as [number | null];
  expect(err).toMatch(/cancelled/);
  expect(code).toBe(1);
  expect((await katydid('list')).out).toMatch(/No issue/);
  expect(readdirSync(workspace).filter((name) => name.endsWith('.staging'))).toEqual([]);
});
