import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { UserId } from '#domain/ids.ts';
import type { ExportHeader, ExportRecord } from '#domain/import/export-record.ts';
import { type ExportOptions, runExport } from '#engine/export/run-export.ts';
import { runImport } from '#engine/import/run-import.ts';
import { loadUsers } from '#store/load-tables.ts';
import {
  countingClock,
  openTestEngine,
  RESOURCES,
  type TestEngine,
} from '#tests/support/engine.ts';

let engine: TestEngine;
let other: TestEngine;
beforeEach(async () => {
  engine = await openTestEngine();
  // A clock of its own: two workspaces never draw the same ids.
  other = await openTestEngine(countingClock(Date.UTC(2027, 0, 1)));
});
afterEach(async () => {
  await engine.close();
  await other.close();
});

const SAMPLE = join(RESOURCES, 'sample', 'sample.jsonl');

async function importFile(into: TestEngine, file: string) {
  const signal = new AbortController().signal;
  const options = { actor: into.admin, file, dryRun: false, skipBad: false, signal };
  const result = await runImport(into, { ...options, onProgress: () => undefined });
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

async function exportFrom(
  from: TestEngine,
  name: string,
  options: Partial<ExportOptions> = {},
  as: UserId = from.admin,
) {
  mkdirSync(join(from.folder, 'out'), { recursive: true });
  const file = join(from.folder, 'out', name);
  const { store, lists, clock } = from;
  const [user] = await loadUsers(store.read, store.dialect, [as]);
  if (user === undefined) throw new Error('Nobody exports.');
  const result = await runExport(
    { store, lists, user, now: clock.now() },
    {
      file,
      format: name.includes('.csv') ? 'csv' : 'jsonl',
      query: '',
      timeZone: 'UTC',
      signal: new AbortController().signal,
      onProgress: () => undefined,
      ...options,
    },
  );
  return { file, result };
}

/** The lines of an export without what must differ: its time, and the note of the import itself. */
function comparable(file: string): readonly unknown[] {
  const [head, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  const { exportedAt: _, ...header } = JSON.parse(head ?? '') as ExportHeader;
  const own = new Set(['ada']);
  const records = lines.map((line) => {
    const record = JSON.parse(line) as ExportRecord;
    const activity = record.activity.filter(({ kind }) => kind !== 'imported');
    return JSON.stringify({ ...record, activity });
  });
  const people = header.people.filter(({ username }) => !own.has(username));
  const members = (names: readonly string[]) => names.filter((name) => !own.has(name));
  const projects = header.projects.map((project) => ({
    ...project,
    members: members(project.members),
  }));
  return [JSON.stringify({ ...header, people, projects }), ...records];
}

describe('JSON Lines', () => {
  test('what was exported, imported into an empty workspace, is exported the same', async () => {
    await importFile(engine, SAMPLE);
    const first = await exportFrom(engine, 'all.jsonl');
    expect(first.result).toEqual({ ok: true, value: { exported: 100 } });
    expect(await importFile(other, first.file)).toMatchObject({ created: 100, adjusted: [] });
    const second = await exportFrom(other, 'all.jsonl');
    expect(comparable(second.file)).toEqual(comparable(first.file));
    expect(await other.store.verify()).toEqual([]);
  });

  test('imported where it came from, it changes nothing', async () => {
    await importFile(engine, SAMPLE);
    const { file } = await exportFrom(engine, 'all.jsonl');
    expect(await importFile(engine, file)).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 100,
    });
  });

  test('is packed where the name says so', async () => {
    await engine.issue();
    const { file } = await exportFrom(engine, 'all.jsonl.gz');
    const [head, ...lines] = gunzipSync(readFileSync(file)).toString().trimEnd().split('\n');
    expect(JSON.parse(head ?? '')).toMatchObject({ katydid: 'export', version: 1 });
    expect(lines).toHaveLength(1);
  });

  test('names only whom its issues name', async () => {
    await engine.person('stranger', 'developer');
    await engine.issue();
    const { file } = await exportFrom(engine, 'all.jsonl');
    const header = JSON.parse(readFileSync(file, 'utf8').split('\n')[0] ?? '') as ExportHeader;
    expect(header.people.map(({ username }) => username)).toEqual(['ada']);
  });
});

describe('CSV', () => {
  test('has the fields of every issue, and an import brings them back', async () => {
    await importFile(engine, SAMPLE);
    const { file } = await exportFrom(engine, 'all.csv');
    expect(await importFile(other, file)).toMatchObject({ created: 100, adjusted: [] });
    const again = await exportFrom(other, 'all.csv');
    // Comments are counted in a cell, and not brought.
    const cells = (path: string) =>
      parse(readFileSync(path, 'utf8'), { bom: true, columns: true }).map((row) => ({
        ...(row as Record<string, string>),
        Comments: '',
      }));
    expect(cells(again.file)).toEqual(cells(file));
  });

  test.each([
    '=1+1',
    '+49',
    '-x',
    '@a',
    "'=quoted",
    "''+twice",
    "'plain",
    '"quote", comma',
    'a\nb',
  ])('a title %j comes back as it was, and no spreadsheet runs it', async (title) => {
    await engine.issue({ title });
    const { file } = await exportFrom(engine, 'all.csv');
    expect(readFileSync(file, 'utf8')).not.toMatch(/[,\n]"?[=+@]/);
    await importFile(other, file);
    const kept = await other.store.read.selectFrom('issue').select('title').execute();
    expect(kept).toEqual([{ title }]);
  });
});

describe('what is exported', () => {
  test('is what the query matches', async () => {
    await engine.issue({ title: 'One', priority: 'high' });
    await engine.issue({ title: 'Two' });
    const { result, file } = await exportFrom(engine, 'some.jsonl', { query: 'priority:high' });
    expect(result).toEqual({ ok: true, value: { exported: 1 } });
    expect(readFileSync(file, 'utf8')).toContain('"One"');
  });

  test('is what one sees: no confidential issue of others, no key of an unseen original', async () => {
    const hidden = await engine.issue({ title: 'Hidden', confidential: true });
    const shown = await engine.issue({ title: 'Shown' });
    const end = { issue: shown, to: 'resolved', resolution: 'duplicate', duplicateOf: hidden };
    expect(
      await engine.run('issue.transition', { ...end, resolutionNote: 'The same.' }),
    ).toMatchObject({ outcome: 'accepted' });
    const related = { id: engine.clock.newId(), issue: hidden, other: shown, kind: 'blocks' };
    expect(await engine.run('issue.relate', related)).toMatchObject({ outcome: 'accepted' });
    const tester = await engine.person('tess', 'tester');
    const { file, result } = await exportFrom(engine, 'seen.jsonl', {}, tester);
    expect(result).toEqual({ ok: true, value: { exported: 1 } });
    const text = readFileSync(file, 'utf8');
    const record = JSON.parse(text.split('\n')[1] ?? '') as ExportRecord;
    expect(record).toMatchObject({ title: 'Shown', duplicateOf: null });
    expect(text).not.toContain('Hidden');
    expect(text).not.toContain('BUG-1"');
    expect(text).not.toContain(hidden);
    const whole = await exportFrom(engine, 'all.jsonl');
    expect(readFileSync(whole.file, 'utf8')).toContain('"field":"blockedBy","to":"BUG-1"');
  });

  test('tells emails to admins and to oneself alone', async () => {
    await importFile(engine, SAMPLE);
    const emails = async (as: UserId) => {
      const { file } = await exportFrom(engine, 'all.jsonl', {}, as);
      const header = JSON.parse(readFileSync(file, 'utf8').split('\n')[0] ?? '') as ExportHeader;
      return header.people.filter(({ email }) => email != null).length;
    };
    expect(await emails(engine.admin)).toBe(10);
    expect(await emails(await engine.person('tess', 'tester'))).toBe(0);
  });
});

describe('a file is whole or not there', () => {
  test('a query that is wrong writes none', async () => {
    const { file, result } = await exportFrom(engine, 'no.jsonl', { query: 'stauts:open' });
    expect(result).toMatchObject({ ok: false, error: { code: 'VALIDATION' } });
    expect(existsSync(file)).toBe(false);
  });

  test('a cancelled export leaves the earlier file, and nothing beside it', async () => {
    await importFile(engine, SAMPLE);
    const earlier = await exportFrom(engine, 'all.jsonl', { query: 'project:TIL' });
    const bytes = readFileSync(earlier.file);
    const stop = new AbortController();
    const { result } = await exportFrom(engine, 'all.jsonl', {
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    expect(result).toMatchObject({ ok: false, error: { message: /cancelled/ } });
    expect(readFileSync(earlier.file)).toEqual(bytes);
    expect(readdirSync(join(engine.folder, 'out'))).toEqual(['all.jsonl']);
  });

  test('a place that cannot be written is refused', async () => {
    const file = join(engine.folder, 'nowhere', 'all.jsonl');
    const { result } = await exportFrom(engine, 'all.jsonl', { file });
    expect(result).toMatchObject({ ok: false, error: { code: 'VALIDATION', field: 'file' } });
  });
});
