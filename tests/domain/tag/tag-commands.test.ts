import { describe, expect, it } from 'vitest';
import type { TagId } from '#domain/ids.ts';
import { decide, eventsOf, rejectionOf } from '#tests/support/decide.ts';
import { anIssue, aTag, aUser, idOf, NOW } from '#tests/support/rows.ts';

const max = aUser({ username: 'max', role: 'manager' });
const tom = aUser({ username: 'tom' });
const ui = aTag({ name: 'ui' });
const api = aTag({ name: 'api' });
const rows = { user: [max, tom], tag: [ui, api] };

describe('creating a tag', () => {
  const args = { id: idOf<TagId>('login'), name: 'login', colour: '#B43D08' };

  it('is for everybody', () => {
    expect(eventsOf(decide(rows, tom, 'tag.create', args))).toMatchObject([
      { type: 'record.created', table: 'tag', row: { name: 'login', colour: '#b43d08' } },
    ]);
  });

  it('needs a name that no tag has, ignoring case', () => {
    expect(rejectionOf(decide(rows, tom, 'tag.create', { ...args, name: ' UI' }))).toEqual({
      code: 'CONFLICT',
      message: 'The tag name UI is taken. Choose another.',
      field: 'name',
    });
    expect(rejectionOf(decide(rows, tom, 'tag.create', { ...args, id: ui.id })).field).toBe('id');
  });
});

describe('renaming and recolouring', () => {
  const rename = { id: ui.id, field: 'name', from: 'ui', to: 'interface' } as const;
  const recolour = { id: ui.id, field: 'colour', from: ui.colour, to: '#000000' } as const;

  it.each([rename, recolour])('is for managers and admins: %j', (args) => {
    const row = { ...ui, [args.field]: args.to, updatedAt: NOW };
    expect(eventsOf(decide(rows, max, 'tag.edit', args))).toEqual([
      { type: 'record.changed', table: 'tag', before: ui, row },
    ]);
    expect(rejectionOf(decide(rows, tom, 'tag.edit', args)).code).toBe('FORBIDDEN');
  });

  it('may change the case of a name, but not take another', () => {
    expect(eventsOf(decide(rows, max, 'tag.edit', { ...rename, to: 'UI' }))).toHaveLength(1);
    expect(rejectionOf(decide(rows, max, 'tag.edit', { ...rename, to: 'API' })).code).toBe(
      'CONFLICT',
    );
  });

  it('overwrites nothing unseen', () => {
    const stale = { ...rename, from: 'gui' };
    expect(rejectionOf(decide(rows, max, 'tag.edit', stale)).code).toBe('CONFLICT');
    expect(eventsOf(decide(rows, max, 'tag.edit', { ...stale, to: 'ui' }))).toEqual([]);
    const unknown = { ...rename, id: idOf<TagId>('nothing') };
    expect(rejectionOf(decide(rows, max, 'tag.edit', unknown)).code).toBe('NOT_FOUND');
  });
});

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
