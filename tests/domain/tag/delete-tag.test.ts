import { describe, expect, it } from 'vitest';
import { decide, eventsOf, rejectionOf } from '#tests/support/decide.ts';
import { anIssue, aTag, aUser } from '#tests/support/rows.ts';

const max = aUser({ username: 'max', role: 'manager' });
const tom = aUser({ username: 'tom' });
const ui = aTag({ name: 'ui' });
const api = aTag({ name: 'api' });
const rows = { user: [max, tom], tag: [ui, api] };

describe('deleting a tag', () => {
  const tagged = anIssue({ number: 1, tags: [ui.id, api.id] });
  const used = { ...rows, issue: [tagged, anIssue({ number: 2, tags: [api.id] })] };

  it('takes it off the issues that carry it', () => {
    expect(eventsOf(decide(used, max, 'tag.delete', { id: ui.id }))).toEqual([
      { type: 'issue.untagged', issue: tagged.id, tag: ui.id, name: 'ui' },
      { type: 'record.removed', table: 'tag', before: ui },
    ]);
  });

  it('is for managers and admins', () => {
    expect(rejectionOf(decide(used, tom, 'tag.delete', { id: ui.id })).code).toBe('FORBIDDEN');
  });
});
