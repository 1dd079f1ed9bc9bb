import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ExportHeader, ExportRecord } from '#domain/import/export-record.ts';
import { importInto } from '#tests/support/import.ts';
import { brokenRules } from '#tests/support/invariants.ts';
import { ada, max, office } from '#tests/support/office.ts';
import { aSeverity } from '#tests/support/rows.ts';

/** What our own export wrote: the sample workspace. */
const file = new URL('../../../resources/sample/sample.jsonl', import.meta.url);
const lines: readonly unknown[] = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line));
const header = lines[0] as ExportHeader;
const records = lines.slice(1) as readonly ExportRecord[];

const levels = ['Blocker', 'Critical', 'Major', 'Minor', 'Trivial'];
const severity = levels.map((level, i) => aSeverity({ level, rank: i + 1 }));
const empty = () => office({ project: [], tag: [], severity });
const options = { format: 'katydid' } as const;

describe('an export read back into an empty workspace', () => {
  const world = empty();
  const report = importInto(world, ada, lines, options);
  const { state } = world;
  const username = (id: string | null) =>
    id === null ? null : (state.get('user', id)?.username ?? null);

  it('is whole', () => {
    expect(report).toMatchObject({ created: records.length, adjusted: [], problems: [] });
    expect(brokenRules(state)).toEqual([]);
  });

  it('has every issue under its key and id, with every field', () => {
    for (const record of records) {
      const issue = state.get('issue', record.id);
      const project = issue && state.get('project', issue.project);
      expect(`${project?.key}-${issue?.number}`).toBe(record.key);
      const same = [
        'type',
        'title',
        'description',
        'priority',
        'status',
        'resolution',
        'resolutionNote',
        'fixedIn',
        'confidential',
        'dueDate',
      ] as const;
      for (const field of same) expect(issue?.[field]).toEqual(record[field]);
      expect(username(issue?.assignee ?? null)).toBe(record.assignee);
      expect(issue?.watchers.map(username)).toEqual(record.watchers);
      expect(issue?.tags.map((tag) => state.get('tag', tag)?.name)).toEqual(record.tags);
      expect(issue?.updatedAt).toBe(Date.parse(record.updatedAt));
      const original = issue?.duplicateOf && state.get('issue', issue.duplicateOf);
      expect(original ? original.number : null).toBe(
        record.duplicateOf === null ? null : Number(record.duplicateOf.split('-')[1]),
      );
    }
  });

  it('has people with their roles, projects with their members, comments, turns and activity', () => {
    for (const person of header.people) {
      expect(state.all('user')).toContainEqual(
        expect.objectContaining({ username: person.username, role: person.role }),
      );
    }
    expect(state.all('project').map(({ key }) => key)).toEqual(
      header.projects.map(({ key }) => key),
    );
    const count = (list: (record: ExportRecord) => readonly unknown[]) =>
      records.reduce((sum, record) => sum + list(record).length, 0);
    expect(state.all('comment')).toHaveLength(count(({ comments }) => comments));
    expect(state.all('assignment')).toHaveLength(count(({ assignments }) => assignments));
    expect(world.activity).toHaveLength(count(({ activity }) => activity) + records.length);
  });

  it('twice changes nothing', () => {
    expect(importInto(world, ada, lines, options)).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: records.length,
      adjusted: [],
    });
  });
});

describe('an export read by a manager', () => {
  it('brings nobody in as more than a tester', () => {
    const world = empty();
    importInto(world, max, lines, options);
    const admins = world.state.all('user').filter(({ role }) => role === 'admin');
    expect(admins.map(({ id }) => id)).toEqual([ada]);
  });
});

describe('a line that no export wrote', () => {
  it.each([
    ['from a newer program', { ...header, version: 99 }, 'version'],
    ['with a severity that is none', { ...records[0], severity: '' }, 'severity'],
    ['without a key', { ...records[0], key: undefined }, 'key'],
    ['that is no object', 7, ''],
  ])('%s names its field', (_what, line, field) => {
    expect(importInto(empty(), ada, [line], options).problems).toMatchObject([{ row: 1, field }]);
  });
});
