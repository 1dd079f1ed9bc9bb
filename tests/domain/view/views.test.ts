import { describe, expect, it } from 'vitest';
import type { ViewId } from '#domain/ids.ts';
import type { View } from '#domain/view/view.ts';
import { ada, dev, eve, max, office } from '#tests/support/office.ts';
import { aView, idOf } from '#tests/support/rows.ts';

const id = idOf<ViewId>('view');
const worldWith = (over: Partial<View> = {}) => office({ view: [aView({ owner: dev, ...over })] });

describe('saving a view', () => {
  it('is open to all, for oneself unless told', () => {
    const world = office();
    world.does(eve, 'view.create', { id, name: ' Mine ', query: 'is:open sort:-updated' });
    expect(world.state.get('view', id)).toMatchObject({
      name: 'Mine',
      query: 'is:open sort:-updated',
      columns: [],
      grouping: 'none',
      layout: 'list',
      owner: eve,
      shared: false,
    });
  });

  it('names the mistake in a query, at its place', () => {
    const { rejection } = office().run(eve, 'view.create', { id, name: 'x', query: 'severty:x' });
    expect(rejection).toMatchObject({
      code: 'VALIDATION',
      field: 'query',
      details: { at: 1, length: 7, hint: 'severity' },
    });
  });

  it.each([
    ['name', { name: '' }],
    ['name', { name: 'x'.repeat(61) }],
    ['columns.0', { columns: ['size'] }],
    ['columns', { columns: ['key', 'key'] }],
    ['grouping', { grouping: 'assignee' }],
    ['layout', { layout: 'table' }],
    ['query', { query: 'a\0b' }],
    ['query', { query: 'x'.repeat(4001) }],
  ])('is refused for its %s: %o', (field, over) => {
    const args = { id, name: 'x', query: '', ...over };
    const { rejection } = office().run(eve, 'view.create', args);
    expect(rejection).toMatchObject({ code: 'VALIDATION', field });
  });

  it('needs an id that nothing has', () => {
    const { rejection } = worldWith().run(eve, 'view.create', { id, name: 'x', query: '' });
    expect(rejection).toMatchObject({ code: 'CONFLICT', field: 'id' });
  });
});

describe('a saved view', () => {
  it.each([
    { field: 'name', from: 'My open bugs', to: 'Mine' },
    { field: 'query', from: 'is:open assignee:me', to: 'is:blocked' },
    { field: 'columns', from: ['key', 'title'], to: ['title', 'key', 'due'] },
    { field: 'grouping', from: 'none', to: 'status' },
    { field: 'layout', from: 'list', to: 'board' },
    { field: 'shared', from: false, to: true },
  ] as const)('is changed by its owner: $field', (edit) => {
    const world = worldWith();
    world.does(dev, 'view.edit', { id, ...edit } as never);
    expect(world.state.get('view', id)?.[edit.field]).toEqual(edit.to);
  });

  it('keeps a query that can be read', () => {
    const edit = { id, field: 'query', from: 'is:open assignee:me', to: 'is:opne' };
    expect(worldWith().run(dev, 'view.edit', edit).rejection).toMatchObject({
      code: 'VALIDATION',
      field: 'query',
      details: { at: 4 },
    });
  });

  it('tells of a change that somebody else has made meanwhile', () => {
    const edit = { id, field: 'name', from: 'Older', to: 'Mine' };
    expect(worldWith().run(dev, 'view.edit', edit).rejection).toMatchObject({
      code: 'CONFLICT',
      details: [{ field: 'name', yours: 'Mine', theirs: 'My open bugs' }],
    });
  });

  it.each([
    ['its owner, one of their own', dev, false, null, null],
    ['its owner, a shared one', dev, true, null, null],
    ['an admin, a shared one', ada, true, 'FORBIDDEN', null],
    ['an admin, what is not shared', ada, false, 'NOT_FOUND', 'NOT_FOUND'],
    ['a manager, a shared one', max, true, 'FORBIDDEN', 'FORBIDDEN'],
    ['somebody, what is not shared', eve, false, 'NOT_FOUND', 'NOT_FOUND'],
  ] as const)('is for %s', (_who, actor, shared, edited, deleted) => {
    const edit = { id, field: 'name', from: 'My open bugs', to: 'Mine' };
    const codeOf = (name: string, args: object) =>
      worldWith({ shared }).run(actor, name, args).rejection?.code ?? null;
    expect([codeOf('view.edit', edit), codeOf('view.delete', { id })]).toEqual([edited, deleted]);
  });

  it('is gone when it is deleted', () => {
    const world = worldWith();
    world.does(dev, 'view.delete', { id });
    expect(world.state.all('view')).toEqual([]);
  });
});
