import { describe, expect, it } from 'vitest';
import type { TagId } from '#domain/ids.ts';
import { decide, eventsOf, rejectionOf } from '#tests/support/decide.ts';
import { aTag, aUser, idOf, NOW } from '#tests/support/rows.ts';

const max = aUser({ username: 'max', role: 'manager' });
const tom = aUser({ username: 'tom' });
const ui = aTag({ name: 'ui' });
const api = aTag({ name: 'api' });
const rows = { user: [max, tom], tag: [ui, api] };

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
