import { describe, expect, it } from 'vitest';
import { recordActivity, redactionsOf } from '#domain/activity/record-activity.ts';
import type { DomainEvent } from '#domain/event.ts';
import { type ActivityId, type CommentId, deriveId } from '#domain/ids.ts';
import { anOpenIssue, dev, major, resolved, tim, ui } from '#tests/support/office.ts';
import { anAssignment, anAttachment, aRelation, COMMAND, idOf, NOW } from '#tests/support/rows.ts';

const issue = anOpenIssue();
const on = issue.id;
const comment = {
  id: idOf<CommentId>('comment'),
  issue: on,
  author: tim,
  content: 'Words',
  editedAt: null,
  createdAt: NOW,
  updatedAt: NOW,
  version: 1,
};
const file = anAttachment();
const noEnding = {
  resolution: null,
  resolutionNote: null,
  fixedIn: null,
  duplicateOf: null,
  resolvedAt: null,
  closedAt: null,
};
const { resolution, resolutionNote, resolvedAt } = resolved;
const ending = { ...noEnding, resolution, resolutionNote, resolvedAt };

const record = (event: DomainEvent) => {
  let ordinal = 0;
  return recordActivity(event, { actor: dev, at: NOW, command: COMMAND }, () =>
    deriveId<ActivityId>(COMMAND, ordinal++),
  );
};
const brief = (event: DomainEvent) =>
  record(event).map(({ kind, field, from, to }) => [kind, field, from, to]);

describe('what an event leaves in the activity: kind, field, from, to', () => {
  it.each<readonly [string, DomainEvent, readonly unknown[]]>([
    ['a new issue', { type: 'issue.created', issue }, [['created', null, null, null]]],
    [
      'a short field has both values',
      { type: 'issue.edited', issue: on, field: 'title', from: 'A', to: 'B' },
      [['edited', 'title', 'A', 'B']],
    ],
    [
      'a long one only what was there: the rest is the row',
      { type: 'issue.edited', issue: on, field: 'description', from: 'A', to: 'B' },
      [['edited', 'description', 'A', null]],
    ],
    [
      'an id as it is shown',
      {
        type: 'issue.edited',
        issue: on,
        field: 'severity',
        from: major.id,
        to: major.id,
        shown: { from: 'Major', to: 'Minor' },
      },
      [['edited', 'severity', 'Major', 'Minor']],
    ],
    [
      'a move, and each thing that it set',
      {
        type: 'issue.transitioned',
        issue: on,
        from: 'in_progress',
        to: 'resolved',
        category: 'done',
        before: noEnding,
        after: ending,
      },
      [
        ['transitioned', 'status', 'in_progress', 'resolved'],
        ['edited', 'resolution', null, 'fixed'],
        ['edited', 'resolutionNote', null, null],
        ['edited', 'resolvedAt', null, new Date(resolvedAt).toISOString()],
      ],
    ],
    [
      'an assignment by a rule, and why',
      {
        type: 'issue.assigned',
        issue: on,
        assignment: anAssignment({ assignee: dev }),
        from: null,
        reason: 'by rule “x”',
        shown: { from: null, to: 'dev' },
      },
      [
        ['assigned', 'assignee', null, 'dev'],
        ['assigned', 'rule', null, 'by rule “x”'],
      ],
    ],
    [
      'an assignment taken away',
      { type: 'issue.unassigned', issue: on, from: dev, shown: { from: 'dev' } },
      [['unassigned', 'assignee', 'dev', null]],
    ],
    [
      'a tag by name',
      { type: 'issue.tagged', issue: on, tag: ui.id, name: 'ui' },
      [['tagged', 'tags', null, 'ui']],
    ],
    [
      'a comment by id, without its words',
      { type: 'comment.added', comment },
      [['commented', comment.id, null, null]],
    ],
    [
      'its edit, with what it said',
      { type: 'comment.edited', comment, from: 'A', to: 'B', editedAt: NOW },
      [['comment-edited', comment.id, 'A', null]],
    ],
    [
      'nobody found',
      { type: 'issue.unassignable', issue: on },
      [['unassignable', null, null, null]],
    ],
    [
      'a relation, in the record of both its ends',
      { type: 'relation.added', relation: aRelation({ kind: 'blocks' }) },
      [
        ['related', 'blocks', null, idOf('issue2')],
        ['related', 'blockedBy', null, on],
      ],
    ],
    [
      'a relation taken back',
      { type: 'relation.removed', relation: aRelation({ kind: 'duplicates' }) },
      [
        ['unrelated', 'duplicates', idOf('issue2'), null],
        ['unrelated', 'duplicatedBy', on, null],
      ],
    ],
    [
      'a file by its id and its name',
      { type: 'attachment.added', attachment: file },
      [['attached', file.id, null, 'screen.png']],
    ],
    [
      'a file that is gone, without its name',
      { type: 'attachment.removed', attachment: file },
      [['detached', file.id, null, null]],
    ],
    ['who watches: nothing', { type: 'issue.watched', issue: on, user: tim }, []],
    ['a managed record: nothing', { type: 'record.removed', table: 'tag', before: ui }, []],
  ])('%s', (_what, event, entries) => {
    expect(brief(event)).toEqual(entries);
  });

  it('bears who and when, under an id of its own', () => {
    const entries = record({
      type: 'issue.transitioned',
      issue: on,
      from: 'a',
      to: 'b',
      category: 'done',
      before: noEnding,
      after: ending,
    });
    for (const entry of entries) expect(entry).toMatchObject({ issue: on, actor: dev, at: NOW });
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
  });
});

describe('whose words go', () => {
  it.each<readonly [string, DomainEvent, unknown]>([
    [
      'a deleted comment’s, and those of its files',
      { type: 'comment.deleted', comment, attachments: [file.id] },
      [
        { issue: on, field: comment.id },
        { issue: on, field: file.id },
      ],
    ],
    [
      'a removed file’s',
      { type: 'attachment.removed', attachment: file },
      [{ issue: on, field: file.id }],
    ],
    [
      'all of a deleted issue’s',
      {
        type: 'issue.deleted',
        issue,
        comments: [],
        assignments: [],
        notifications: [],
        attachments: [],
        relations: [],
        duplicates: [],
      },
      [{ issue: on, field: null }],
    ],
    ['nobody’s otherwise', { type: 'comment.added', comment }, []],
  ])('%s', (_what, event, redactions) => {
    expect(redactionsOf(event)).toEqual(redactions);
  });
});
