import { describe, expect, test } from 'vitest';
import { parseCommand } from '#domain/commands.ts';
import {
  argsOf,
  EMPTY_DRAFT,
  type IssueDraft,
  isEmptyDraft,
  missingField,
  nextDraft,
  parseDraft,
} from '#renderer/features/new-issue/issue-draft.ts';

const draft = (fields: Partial<IssueDraft>): IssueDraft => ({ ...EMPTY_DRAFT, ...fields });
const chosen = {
  id: '01234567-89ab-7fff-bfff-000000000001',
  project: '01234567-89ab-7fff-bfff-000000000002',
  severity: '01234567-89ab-7fff-bfff-000000000003',
};

describe('what is missing before it can be filed', () => {
  test.each<[string, Partial<IssueDraft>, ReturnType<typeof missingField>]>([
    ['nothing written', {}, 'title'],
    ['a blank title', { title: '  ', steps: 'Tap' }, 'title'],
    ['a title alone', { title: 'Crash' }, 'steps'],
    ['a title and steps', { title: 'Crash', steps: 'Tap' }, null],
    ['a title and a description', { title: 'Crash', description: 'It crashes' }, null],
    ['details without steps', { title: 'Crash', description: 'It', expected: 'No crash' }, 'steps'],
    [
      'an environment without steps',
      { title: 'Crash', description: 'It', environment: [{ name: 'os', value: 'Linux' }] },
      'steps',
    ],
    [
      'an empty line of environment',
      { title: 'C', description: 'It', environment: [{ name: '', value: '' }] },
      null,
    ],
    ['a task with a title alone', { type: 'task', title: 'Sweep' }, 'description'],
    [
      'a task whose steps are left from a bug',
      { type: 'task', title: 'Sweep', steps: 'Tap' },
      'description',
    ],
    ['a task that is described', { type: 'task', title: 'Sweep', description: 'All of it' }, null],
  ])('%s: %j lacks %s', (_, fields, missing) => {
    expect(missingField(draft(fields))).toBe(missing);
  });
});

describe('the command', () => {
  test.each<[string, Partial<IssueDraft>]>([
    ['a bug with details', { title: 'Crash', steps: 'Tap', expected: 'Calm', actual: 'Crash' }],
    ['a bug that is described', { title: 'Crash', description: 'It crashes' }],
    ['a task', { type: 'task', title: 'Sweep', description: 'All of it', steps: 'left over' }],
  ])('parses for %s', (_, fields) => {
    expect(parseCommand('issue.create', argsOf(draft(fields), chosen)).ok).toBe(true);
  });

  test('carries details only with steps, and no line without a name', () => {
    const environment = [
      { name: 'os', value: 'Android 15' },
      { name: ' ', value: 'lost' },
    ];
    expect(argsOf(draft({ steps: 'Tap', environment }), chosen).bug).toEqual({
      stepsToReproduce: 'Tap',
      expected: '',
      actual: '',
      environment: { os: 'Android 15' },
    });
    expect(argsOf(draft({ description: 'It', environment }), chosen).bug).toBeNull();
  });
});

describe('the draft', () => {
  test('is read back', () => {
    const written = draft({ title: 'Crash', tags: [{ id: 't', name: 'a11y', colour: '#1d6fb8' }] });
    expect(parseDraft(JSON.stringify(written))).toEqual(written);
  });

  test.each(['', 'nonsense', '{}', '{"title": 3}'])('is empty where %j was kept', (text) => {
    expect(parseDraft(text)).toEqual(EMPTY_DRAFT);
  });

  test('is empty as long as nothing is written', () => {
    expect(isEmptyDraft(draft({ priority: 'high', title: ' ' }))).toBe(true);
    expect(isEmptyDraft(draft({ actual: 'It crashes' }))).toBe(false);
  });

  test('for another one keeps the place and the weight, not the words', () => {
    const before = draft({ project: 'p', title: 'Crash', steps: 'Tap', priority: 'high' });
    expect(nextDraft(before)).toEqual(draft({ project: 'p', priority: 'high' }));
  });
});
