import { describe, expect, it } from 'vitest';
import type { CommandArgs } from '#domain/commands.ts';
import type { RuleId } from '#domain/ids.ts';
import { decide, eventsOf, rejectionOf } from '#tests/support/decide.ts';
import { aProject, aRule, aSeverity, aTag, aUser, idOf, NOW } from '#tests/support/rows.ts';

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
const when = { severities: [major.id], tags: [ui.id], type: 'bug', text: '' } as const;
const args = {
  id: idOf<RuleId>('new'),
  project: pay.id,
  name: 'Interface to Li',
  order: 2,
  when,
  candidates: { users: [li.id], roles: [] },
  strategy: 'round-robin',
} as const;

describe('creating a rule', () => {
  it('is for managers and admins who see the project', () => {
    const row = { ...args, enabled: true, createdAt: NOW, updatedAt: NOW, version: 0 };
    expect(eventsOf(decide(rows, max, 'rule.create', args))).toEqual([
      { type: 'record.created', table: 'rule', row },
    ]);
    expect(rejectionOf(decide(rows, li, 'rule.create', args)).code).toBe('FORBIDDEN');
    expect(rejectionOf(decide(unseen, max, 'rule.create', args)).code).toBe('NOT_FOUND');
  });

  it.each<[string, Partial<CommandArgs<'rule.create'>>, string]>([
    ['candidates', { candidates: { users: [], roles: [] } }, 'VALIDATION'],
    ['candidates.users', { candidates: { users: [gone.id], roles: [] } }, 'VALIDATION'],
    ['candidates.users', { candidates: { users: [idOf('unknown')], roles: [] } }, 'VALIDATION'],
    ['when.severities', { when: { ...when, severities: [idOf('unknown')] } }, 'VALIDATION'],
    ['when.tags', { when: { ...when, tags: [idOf('unknown')] } }, 'VALIDATION'],
    ['id', { id: rule.id }, 'CONFLICT'],
  ])('is refused for its %s', (field, over, code) => {
    const decision = decide(rows, max, 'rule.create', { ...args, ...over });
    expect(rejectionOf(decision)).toMatchObject({ code, field });
  });
});
