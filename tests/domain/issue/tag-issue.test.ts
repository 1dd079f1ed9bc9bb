import { describe, expect, it } from 'vitest';
import type { IssueId } from '#domain/ids.ts';
import type { Issue } from '#domain/issue/issue.ts';
import { ada, anOpenIssue, eve, office, old, tim, ui } from '#tests/support/office.ts';
import { idOf } from '#tests/support/rows.ts';

const issue = idOf<IssueId>('issue1');
const worldWith = (row: Partial<Issue> = {}) => office({ issue: [anOpenIssue(row)] });

describe('a tag', () => {
  it('is put on and taken off, and the activity names it', () => {
    const world = worldWith();
    expect(world.does(tim, 'issue.tag', { issue, tag: ui.id }).activity).toMatchObject([
      { kind: 'tagged', to: 'ui' },
    ]);
    expect(world.state.get('issue', issue)?.tags).toEqual([ui.id]);
    expect(world.does(tim, 'issue.untag', { issue, tag: ui.id }).activity).toMatchObject([
      { kind: 'untagged', from: 'ui' },
    ]);
    expect(world.state.get('issue', issue)?.tags).toEqual([]);
  });

  it('put on twice or taken off twice has no effect the second time', () => {
    expect(
      worldWith({ tags: [ui.id] }).does(tim, 'issue.tag', { issue, tag: ui.id }).events,
    ).toEqual([]);
    expect(worldWith().does(tim, 'issue.untag', { issue, tag: ui.id }).events).toEqual([]);
  });

  it.each([
    ['by a bystander', {}, eve, ui.id, 'FORBIDDEN'],
    ['on what is unseen', { confidential: true }, eve, ui.id, 'NOT_FOUND'],
    ['in an archived project', { project: old.id }, ada, ui.id, 'FORBIDDEN'],
    ['that does not exist', {}, tim, idOf<typeof ui.id>('none'), 'VALIDATION'],
  ] as const)('is refused %s', (_what, row, actor, tag, code) => {
    expect(worldWith(row).run(actor, 'issue.tag', { issue, tag }).rejection?.code).toBe(code);
  });
});
