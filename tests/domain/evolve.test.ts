import { describe, expect, it } from 'vitest';
import type { DomainEvent } from '#domain/event.ts';
import { evolve } from '#domain/evolve.ts';
import { memoryState } from '#tests/support/memory-state.ts';
import { anOpenIssue, dev, eve, pay, tim, ui } from '#tests/support/office.ts';
import { COMMAND, NOW } from '#tests/support/rows.ts';

const later = NOW + 5000;
const meta = { actor: dev, at: later, command: COMMAND };
const issue = anOpenIssue();
const state = memoryState({ issue: [issue], project: [pay] });

describe('the rows after an event', () => {
  it('are touched at its time', () => {
    const event = {
      type: 'issue.edited',
      issue: issue.id,
      field: 'title',
      from: 'a',
      to: 'b',
    } as const;
    expect(evolve(state, event, meta)).toEqual([
      { table: 'issue', id: issue.id, row: { ...issue, title: 'b', updatedAt: later } },
    ]);
  });

  it('keep their own time where they come from elsewhere', () => {
    const row = { ...issue, updatedAt: 7, number: 99 };
    const event: DomainEvent = {
      type: 'issue.imported',
      isNew: true,
      issue: row,
      comments: [],
      assignments: [],
      history: [],
    };
    expect(evolve(state, event, meta)).toEqual([
      { table: 'issue', id: issue.id, row },
      { table: 'project', id: pay.id, row: { ...pay, nextNumber: 100 }, touch: false },
    ]);
  });

  it.each([
    ['watching', { type: 'issue.watched', issue: issue.id, user: eve }, [tim, eve]],
    ['watching no longer', { type: 'issue.unwatched', issue: issue.id, user: tim }, []],
  ] as const)('are not touched by %s', (_what, event, watchers) => {
    expect(evolve(state, event, meta)).toEqual([
      { table: 'issue', id: issue.id, row: { ...issue, watchers }, touch: false },
    ]);
  });

  it('are none where the event only tells', () => {
    expect(evolve(state, { type: 'issue.unassignable', issue: issue.id }, meta)).toEqual([]);
  });

  it('are gone, or the whole row, for a managed record', () => {
    expect(evolve(state, { type: 'record.created', table: 'tag', row: ui }, meta)).toEqual([
      { table: 'tag', id: ui.id, row: ui },
    ]);
    expect(evolve(state, { type: 'record.removed', table: 'tag', before: ui }, meta)).toEqual([
      { table: 'tag', id: ui.id, row: null },
    ]);
  });

  it('of what is not loaded are a mistake of the program, not of a person', () => {
    const event = {
      type: 'issue.tagged',
      issue: anOpenIssue({ number: 5 }).id,
      tag: ui.id,
      name: 'ui',
    } as const;
    expect(() => evolve(state, event, meta)).toThrow('not loaded');
  });
});
