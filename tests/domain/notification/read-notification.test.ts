import { describe, expect, it } from 'vitest';
import { decide, eventsOf, rejectionOf } from '#tests/support/decide.ts';
import {
  aNotification,
  anIssue,
  aProject,
  aUser,
  aWorkflow,
  aWorkspace,
  idOf,
  NOW,
} from '#tests/support/rows.ts';

const rita = aUser({ username: 'rita' });
const ana = aUser({ username: 'ana', role: 'admin' });
const unread = aNotification();
const read = aNotification({ id: idOf('read'), readAt: NOW - 1 });
const another = aNotification({ id: idOf('another'), recipient: ana.id });
const rows = {
  workspace: [aWorkspace()],
  workflow: [aWorkflow()],
  user: [rita, ana],
  project: [aProject()],
  issue: [anIssue({ reporter: ana.id })],
  notification: [unread, read, another],
};

function readAt(notification: typeof unread) {
  const row = { ...notification, readAt: NOW, updatedAt: NOW };
  return { type: 'record.changed', table: 'notification', before: notification, row };
}

describe('reading notifications', () => {
  it('is done by the recipient, once', () => {
    expect(eventsOf(decide(rows, rita, 'notification.read', { id: unread.id }))).toEqual([
      readAt(unread),
    ]);
    expect(eventsOf(decide(rows, rita, 'notification.read', { id: read.id }))).toEqual([]);
  });

  it("does not know another's, not even for an admin", () => {
    const theirs = rejectionOf(decide(rows, ana, 'notification.read', { id: unread.id }));
    const none = rejectionOf(decide(rows, ana, 'notification.read', { id: idOf('nothing') }));
    expect(theirs).toEqual(none);
    expect(theirs.code).toBe('NOT_FOUND');
  });

  it.each([
    ['confidential', { issue: [anIssue({ reporter: ana.id, confidential: true })] }],
    ['in a private project', { project: [aProject({ visibility: 'private' })] }],
  ])('does not know one whose issue is %s by now', (_, hiding) => {
    const hidden = { ...rows, ...hiding };
    const none = rejectionOf(decide(hidden, rita, 'notification.read', { id: idOf('nothing') }));
    for (const { id } of [unread, read]) {
      expect(rejectionOf(decide(hidden, rita, 'notification.read', { id }))).toEqual(none);
    }
    expect(eventsOf(decide(hidden, rita, 'notification.read-all', {}))).toEqual([]);
  });

  it('marks all that are unread and the actor’s own', () => {
    expect(eventsOf(decide(rows, rita, 'notification.read-all', {}))).toEqual([readAt(unread)]);
    expect(eventsOf(decide(rows, ana, 'notification.read-all', {}))).toEqual([readAt(another)]);
  });
});
