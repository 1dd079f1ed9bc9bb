import { describe, expect, it } from 'vitest';
import {
  priorityOf,
  resolutionOf,
  severityLevelOf,
  stateOf,
  typeOf,
} from '#domain/import/source-words.ts';

/* The tables of spec/domain.md, "Import". */

it.each([
  [null, 'bug'],
  ['C-bug', 'bug'],
  ['bug', 'bug'],
  ['C-enhancement', 'task'],
  ['C-cleanup', 'task'],
  ['enhancement', 'task'],
])('type %s is %s', (word, type) => {
  expect(typeOf(word)).toBe(type);
});

it.each([
  [null, 'Major'],
  ['normal', 'Major'],
  ['enhancement', 'Trivial'],
  ['blocker', 'blocker'],
  ['Critical', 'Critical'],
])('severity %s is looked up as %s', (word, level) => {
  expect(severityLevelOf(word)).toBe(level);
});

it.each([
  ['P1', 'critical'],
  ['Highest', 'critical'],
  ['P2', 'high'],
  ['High', 'high'],
  ['P-high', 'high'],
  ['P3', 'medium'],
  ['Normal', 'medium'],
  ['P-medium', 'medium'],
  [null, 'medium'],
  ['P4', 'low'],
  ['P5', 'low'],
  ['Low', 'low'],
  ['Lowest', 'low'],
  ['P-low', 'low'],
  ['whenever', 'low'],
])('priority %s is %s', (word, priority) => {
  expect(priorityOf(word)).toBe(priority);
});

it.each([
  ['RESOLVED', 'resolved', 'done'],
  ['VERIFIED', 'closed', 'closed'],
  ['CLOSED', 'closed', 'closed'],
  ['closed', 'closed', 'closed'],
  ['ASSIGNED', 'in_progress', 'doing'],
  ['IN_PROGRESS', 'in_progress', 'doing'],
  ['NEW', 'open', 'todo'],
  ['open', 'open', 'todo'],
  ['REOPENED', 'open', 'todo'],
  ['NEEDINFO', 'open', 'todo'],
  ['Tracked in Related Links', 'open', 'todo'],
])('status %s is %s', (word, name, category) => {
  expect(stateOf(word)).toEqual({ name, category });
});

describe('resolution', () => {
  it.each([
    [null, 'fixed'],
    ['FIXED', 'fixed'],
    ['completed', 'fixed'],
    ['DUPLICATE', 'duplicate'],
    ['INVALID', 'invalid'],
    ['NORESPONSE', 'no_response'],
    ['WORKSFORME', 'not_reproducible'],
    ['NOT_REPRODUCIBLE', 'not_reproducible'],
    ['WONTFIX', 'wont_fix'],
    ['not_planned', 'wont_fix'],
    ['UPSTREAM', 'other'],
    ['ANSWERED', 'other'],
    ['constructor', 'other'],
  ])('%s is %s', (word, resolution) => {
    expect(resolutionOf(word)).toBe(resolution);
  });
});
