import { describe, expect, it } from 'vitest';
import type { AssignmentRule } from '#domain/rule/assignment-rule.ts';
import { matchingRules, ruleMatches } from '#domain/rule/rule-matches.ts';
import { anIssue, aRule, aSeverity, aTag } from '#tests/support/rows.ts';

const major = aSeverity({ level: 'Major' });
const minor = aSeverity({ level: 'Minor' });
const ui = aTag({ name: 'ui' });
const api = aTag({ name: 'api' });
const issue = anIssue({
  type: 'bug',
  severity: major.id,
  tags: [ui.id],
  title: 'Café total',
  description: 'Wrong at noon.',
  bug: {
    stepsToReproduce: 'Open the BASKET.',
    expected: 'A sum',
    actual: 'Nothing',
    frequency: 'always',
    environment: { os: 'Windows 11' },
    author: anIssue().reporter,
  },
});

const anything: AssignmentRule['when'] = { severities: [], tags: [], type: null, text: '' };

describe('a rule matches', () => {
  it.each<[string, Partial<AssignmentRule['when']>, boolean]>([
    ['that asks nothing', {}, true],
    ['one of its severities', { severities: [minor.id, major.id] }, true],
    ['none of its severities', { severities: [minor.id] }, false],
    ['one of its tags', { tags: [api.id, ui.id] }, true],
    ['none of its tags', { tags: [api.id] }, false],
    ['its type', { type: 'bug' }, true],
    ['another type', { type: 'task' }, false],
    ['a text in the title, ignoring case and marks', { text: 'CAFE' }, true],
    ['a text in the description', { text: ' noon ' }, true],
    ['a text in the steps', { text: 'basket' }, true],
    ['a text in what was expected', { text: 'sum' }, true],
    ['a text in the environment', { text: 'windows' }, true],
    ['a text that is nowhere', { text: 'dinner' }, false],
    ['all it asks', { severities: [major.id], tags: [ui.id], type: 'bug', text: 'noon' }, true],
    ['all but one of what it asks', { severities: [major.id], tags: [ui.id], type: 'task' }, false],
  ])('%s', (_what, when, expected) => {
    expect(ruleMatches({ when: { ...anything, ...when } }, issue)).toBe(expected);
  });

  it('and is tried in its order, then by id, unless it is switched off', () => {
    const rules = [
      aRule({ id: 'c' as AssignmentRule['id'], order: 2 }),
      aRule({ id: 'b' as AssignmentRule['id'], order: 1 }),
      aRule({ id: 'a' as AssignmentRule['id'], order: 2 }),
      aRule({ id: 'd' as AssignmentRule['id'], order: 0, enabled: false }),
      aRule({ id: 'e' as AssignmentRule['id'], order: 0, when: { ...anything, type: 'task' } }),
    ];
    expect(matchingRules(rules, issue).map(({ id }) => id)).toEqual(['b', 'a', 'c']);
  });
});
