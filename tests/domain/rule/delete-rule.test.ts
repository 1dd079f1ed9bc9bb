import { describe, expect, it } from 'vitest';
import { decide, eventsOf, rejectionOf } from '#tests/support/decide.ts';
import { aProject, aRule, aSeverity, aTag, aUser } from '#tests/support/rows.ts';

const max = aUser({ username: 'max', role: 'manager' });
const li = aUser({ username: 'li', role: 'developer' });
const gone = aUser({ username: 'gone', blocked: true });
const major = aSeverity({ level: 'Major' });
const ui = aTag({ name: 'ui' });
const pay = aProject();
const hidden = aProject({ visibility: 'private' });
const rule = aRule({ candidates: { users: [gone.id], roles: [] } });
const rows = {
  user: [max, li, gone],
  severity: [major],
  tag: [ui],
  project: [pay],
  rule: [rule],
};
const unseen = { ...rows, project: [hidden] };

describe('deleting a rule', () => {
  it('is for managers and admins who see the project', () => {
    expect(eventsOf(decide(rows, max, 'rule.delete', { id: rule.id }))).toEqual([
      { type: 'record.removed', table: 'rule', before: rule },
    ]);
    expect(rejectionOf(decide(rows, li, 'rule.delete', { id: rule.id })).code).toBe('FORBIDDEN');
    expect(rejectionOf(decide(unseen, max, 'rule.delete', { id: rule.id })).code).toBe('NOT_FOUND');
  });
});
