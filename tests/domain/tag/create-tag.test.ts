import { describe, expect, it } from 'vitest';
import type { TagId } from '#domain/ids.ts';
import { decide, eventsOf, rejectionOf } from '#tests/support/decide.ts';
import { aTag, aUser, idOf } from '#tests/support/rows.ts';

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
