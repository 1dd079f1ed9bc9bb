import { describe, expect, it } from 'vitest';
import type { ActivityKind } from '#domain/activity/activity.ts';
import { ACTIVITY_KINDS } from '#domain/activity/activity.ts';
import type { ActivityShape } from '#protocol/shapes.ts';
import {
  activitySentence,
  entriesText,
  formerText,
  type RecordWords,
  speaksForItself,
} from '#renderer/features/issue/activity-sentence.ts';

const WORDS: RecordWords = {
  person: (username) => (username === 'ana' ? 'Ana Lindqvist' : username),
  status: (name) => (name === 'in_progress' ? 'In progress' : name === 'open' ? 'Open' : name),
  issue: () => 'PAY-1',
  day: (day) => (day === '2026-11-24' ? 'Tue 24 Nov' : day),
  severityRank: (level) => ({ Blocker: 1, Critical: 2 })[level],
};

type Told = Pick<ActivityShape, 'field' | 'from' | 'to'>;

function entry(kind: ActivityKind, told: Partial<Told> = {}): ActivityShape {
  return {
    id: 'a',
    kind,
    actor: { id: 'u', username: 'mina', name: 'Mina Okafor' },
    at: '2026-11-20T12:00:00.000Z',
    field: null,
    from: null,
    to: null,
    ...told,
  };
}

const said = (activity: ActivityShape) =>
  activitySentence(activity, WORDS)
    .map((part) => (typeof part === 'string' ? part : `*${part.strong}*`))
    .join('');

describe('a change as a sentence', () => {
  it.each<[string, ActivityKind, Partial<Told>]>([
    ['reported it', 'created', {}],
    ['imported it', 'imported', {}],
    ['deleted it', 'deleted', {}],
    ['moved it from Open to *In progress*', 'transitioned', { from: 'open', to: 'in_progress' }],
    ['moved it from gone to *Open*', 'transitioned', { from: 'gone', to: 'open' }],
    ['assigned it to *Ana Lindqvist*', 'assigned', { field: 'assignee', to: 'ana' }],
    ['assigned it to *li*, before Ana Lindqvist', 'assigned', { from: 'ana', to: 'li' }],
    [
      'Chosen by rule “B”: workload 3 against 7',
      'assigned',
      { field: 'rule', to: 'by rule “B”: workload 3 against 7' },
    ],
    ['took it from *Ana Lindqvist*', 'unassigned', { field: 'assignee', from: 'ana' }],
    ['No rule found anybody for it', 'unassignable', {}],
    ['added the tag *refunds*', 'tagged', { field: 'tags', to: 'refunds' }],
    ['removed the tag *refunds*', 'untagged', { field: 'tags', from: 'refunds' }],
    ['added the bug details', 'bug-added', {}],
    ['removed the bug details', 'bug-removed', { from: '{}' }],
    ['changed the steps to reproduce', 'bug-edited', { field: 'stepsToReproduce', from: '1. Go' }],
    ['wrote the expected result', 'bug-edited', { field: 'expected', from: '' }],
    [
      'changed the frequency from Once to *Always*',
      'bug-edited',
      { field: 'frequency', from: 'once', to: 'always' },
    ],
    ['changed the title from A to *B*', 'edited', { field: 'title', from: 'A', to: 'B' }],
    ['changed the description', 'edited', { field: 'description', from: 'A' }],
    [
      'raised the severity from Critical to *Blocker*',
      'edited',
      { field: 'severity', from: 'Critical', to: 'Blocker' },
    ],
    [
      'lowered the severity from Blocker to *Critical*',
      'edited',
      { field: 'severity', from: 'Blocker', to: 'Critical' },
    ],
    [
      'changed the severity from Gone to *Blocker*',
      'edited',
      { field: 'severity', from: 'Gone', to: 'Blocker' },
    ],
    [
      'raised the priority from Low to *Critical*',
      'edited',
      { field: 'priority', from: 'low', to: 'critical' },
    ],
    ['set the due date to *Tue 24 Nov*', 'edited', { field: 'dueDate', to: '2026-11-24' }],
    ['removed the due date, before Tue 24 Nov', 'edited', { field: 'dueDate', from: '2026-11-24' }],
    ['marked it confidential', 'edited', { field: 'confidential', from: 'false', to: 'true' }],
    ['lifted the confidentiality', 'edited', { field: 'confidential', from: 'true', to: 'false' }],
    ['set the resolution to *Won’t fix*', 'edited', { field: 'resolution', to: 'wont_fix' }],
    ['removed the resolution, before Fixed', 'edited', { field: 'resolution', from: 'fixed' }],
    ['wrote the resolution note', 'edited', { field: 'resolutionNote' }],
    ['changed the resolution note', 'edited', { field: 'resolutionNote', from: 'Old' }],
    ['marked it as a duplicate of *PAY-1*', 'edited', { field: 'duplicateOf', to: 'id' }],
    ['no longer calls it a duplicate', 'edited', { field: 'duplicateOf', from: 'id' }],
    ['edited a comment', 'comment-edited', { field: 'c', from: 'Old' }],
    ['deleted a comment', 'comment-deleted', { field: 'c' }],
    ['said that it blocks *PAY-1*', 'related', { field: 'blocks', to: 'PAY-1' }],
    ['said that *PAY-1* blocks it', 'related', { field: 'blockedBy', to: 'PAY-1' }],
    ['said that it is a duplicate of *PAY-1*', 'related', { field: 'duplicates', to: 'PAY-1' }],
    ['said that *PAY-1* is a duplicate of it', 'related', { field: 'duplicatedBy', to: 'PAY-1' }],
    ['related it to *PAY-1*', 'related', { field: 'relates', to: 'PAY-1' }],
    ['took back that it blocks *PAY-1*', 'unrelated', { field: 'blocks', from: 'PAY-1' }],
    ['no longer relates it to *PAY-1*', 'unrelated', { field: 'relates', from: 'PAY-1' }],
    ['attached *screen.png*', 'attached', { field: 'f', to: 'screen.png' }],
    ['attached *(deleted)*', 'attached', { field: 'f' }],
    ['removed a file', 'detached', { field: 'f' }],
    ['set Milestone to *v2*', 'history', { field: 'Milestone', to: 'v2' }],
    [
      'changed Status from NEW to *ASSIGNED*',
      'history',
      { field: 'Status', from: 'NEW', to: 'ASSIGNED' },
    ],
    ['removed cc *somebody*', 'history', { field: 'cc', from: 'somebody' }],
  ])('%s', (sentence, kind, told) => {
    expect(said(entry(kind, told))).toBe(sentence);
  });

  it.each(ACTIVITY_KINDS)('says something of %s whose texts were taken out', (kind) => {
    expect(said(entry(kind))).not.toMatch(/null|undefined|^\s*$/);
  });

  it('names nobody where the rules have spoken', () => {
    expect(speaksForItself(entry('unassignable'))).toBe(true);
    expect(speaksForItself(entry('assigned', { field: 'rule' }))).toBe(true);
    expect(speaksForItself(entry('assigned', { field: 'assignee' }))).toBe(false);
  });
});

describe('what a long text said before', () => {
  it.each<[string, ActivityShape, string | null]>([
    ['a description', entry('edited', { field: 'description', from: 'Old' }), 'Old'],
    ['steps', entry('bug-edited', { field: 'stepsToReproduce', from: '1. Go' }), '1. Go'],
    ['a comment', entry('comment-edited', { field: 'c', from: 'Old' }), 'Old'],
    [
      'an environment',
      entry('bug-edited', { field: 'environment', from: '{"os":"A`B"}' }),
      '- os: `A´B`',
    ],
    [
      'removed details',
      entry('bug-removed', { from: '{"stepsToReproduce":"1. Go","expected":"E"}' }),
      '1. Go\n\n**Expected**\n\nE',
    ],
    ['nothing', entry('edited', { field: 'description', from: '' }), null],
    ['a short field', entry('edited', { field: 'title', from: 'A', to: 'B' }), null],
    ['a text that was taken out', entry('comment-edited', { field: 'c' }), null],
  ])('of %s', (_, activity, text) => {
    expect(formerText(activity)).toBe(text);
  });

  it('lists names and values so that none is read as Markdown', () => {
    expect(entriesText({ os: '**Android**' })).toBe('- os: `**Android**`');
  });
});
