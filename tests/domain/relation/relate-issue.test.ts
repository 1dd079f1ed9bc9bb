import { describe, expect, it } from 'vitest';
import type { IssueId, RelationId } from '#domain/ids.ts';
import type { Issue } from '#domain/issue/issue.ts';
import type { RelationKind } from '#domain/relation/relation.ts';
import { ada, anOpenIssue, dev, eve, max, office, old, tim } from '#tests/support/office.ts';
import { aRelation, idOf } from '#tests/support/rows.ts';

const [one, two, three] = [1, 2, 3].map((n) => idOf<IssueId>(`issue${n}`)) as [
  IssueId,
  IssueId,
  IssueId,
];
const id = idOf<RelationId>('new');
const issues = (over: { readonly [n: number]: Partial<Issue> } = {}) =>
  [1, 2, 3].map((number) => anOpenIssue({ id: idOf(`issue${number}`), number, ...over[number] }));
const said = (kind: RelationKind, issue: IssueId, other: IssueId, nth = 1) =>
  aRelation({ id: idOf(`r${nth}`), kind, issue, other });

describe('relating two issues', () => {
  it('is open to whoever sees both, and grows the version of the one of which it is said', () => {
    const world = office({ issue: issues() });
    const { meta, events } = world.does(eve, 'issue.relate', {
      id,
      issue: one,
      other: two,
      kind: 'blocks',
    });
    expect(events).toMatchObject([{ type: 'relation.added' }]);
    expect(world.state.get('relation', id)).toMatchObject({
      issue: one,
      other: two,
      kind: 'blocks',
      author: eve,
    });
    expect(world.state.get('issue', one)?.updatedAt).toBe(meta.at);
    expect(world.state.get('issue', two)?.updatedAt).not.toBe(meta.at);
  });

  it('tells it in the record of both', () => {
    const world = office({ issue: issues() });
    const args = { id, issue: one, other: two, kind: 'duplicates' } as const;
    expect(world.does(eve, 'issue.relate', args).activity).toMatchObject([
      { issue: one, kind: 'related', field: 'duplicates', to: two },
      { issue: two, kind: 'related', field: 'duplicatedBy', to: one },
    ]);
  });

  it.each<readonly [string, RelationKind, IssueId, IssueId]>([
    ['the same again', 'blocks', one, two],
    ['what relates, from the other end', 'relates', two, one],
  ])('has no effect where it is said already: %s', (_what, kind, issue, other) => {
    const world = office({ issue: issues(), relation: [said(kind, one, two)] });
    expect(world.does(eve, 'issue.relate', { id, issue, other, kind }).events).toEqual([]);
  });

  it('goes by kinds that stand beside each other', () => {
    const world = office({ issue: issues(), relation: [said('blocks', one, two)] });
    const args = { id, issue: two, other: one, kind: 'relates' } as const;
    expect(world.does(eve, 'issue.relate', args).events).toHaveLength(1);
  });

  it.each<readonly [string, RelationKind, readonly (readonly [IssueId, IssueId])[]]>([
    ['to itself', 'relates', []],
    ['back', 'blocks', [[two, one]]],
    [
      'back through others',
      'blocks',
      [
        [two, three],
        [three, one],
      ],
    ],
    ['back', 'duplicates', [[two, one]]],
  ])('is refused where it leads %s (%s)', (_where, kind, pairs) => {
    const relation = pairs.map(([issue, other], nth) => said(kind, issue, other, nth));
    const world = office({ issue: issues(), relation });
    const other = kind === 'relates' ? one : two;
    expect(world.run(eve, 'issue.relate', { id, issue: one, other, kind }).rejection).toMatchObject(
      { code: 'VALIDATION', field: 'other' },
    );
  });

  it('knows the originals of resolved duplicates too, in both directions', () => {
    const issue = issues({ 2: { duplicateOf: one }, 3: { status: 'in_progress' } });
    const world = office({ issue });
    const args = { id, issue: one, other: two, kind: 'duplicates' };
    expect(world.run(eve, 'issue.relate', args).rejection?.field).toBe('other');

    const related = office({
      issue: issues({ 1: { status: 'in_progress', category: 'doing', assignee: dev } }),
      relation: [said('duplicates', two, one)],
    });
    const move = { issue: one, to: 'resolved', resolution: 'duplicate', resolutionNote: 'Same.' };
    const moved = related.run(max, 'issue.transition', { ...move, duplicateOf: two });
    expect(moved.rejection).toMatchObject({ code: 'VALIDATION', field: 'duplicateOf' });
  });

  it('calls nothing confidential a duplicate of what all see', () => {
    const world = office({ issue: issues({ 1: { confidential: true } }) });
    const args = { id, issue: one, other: two, kind: 'duplicates' };
    expect(world.run(ada, 'issue.relate', args).rejection?.code).toBe('VALIDATION');
  });

  it.each([
    ['of an issue that is out of sight', { 1: { confidential: true } }, 'NOT_FOUND'],
    ['to an issue that is out of sight', { 2: { confidential: true } }, 'NOT_FOUND'],
    ['in an archived project', { 1: { project: old.id } }, 'FORBIDDEN'],
  ] as const)('is refused %s', (_what, over, code) => {
    const world = office({ issue: issues(over) });
    const args = { id, issue: one, other: two, kind: 'relates' };
    expect(world.run(eve, 'issue.relate', args).rejection?.code).toBe(code);
  });

  it('needs an id that nothing has', () => {
    const relation = said('blocks', one, three);
    const world = office({ issue: issues(), relation: [relation] });
    const args = { id: relation.id, issue: one, other: two, kind: 'blocks' };
    expect(world.run(eve, 'issue.relate', args).rejection).toMatchObject({
      code: 'CONFLICT',
      field: 'id',
    });
  });
});

describe('taking a relation back', () => {
  const relation = aRelation({ id, issue: one, other: two, kind: 'blocks', author: eve });
  const world = (over: { readonly [n: number]: Partial<Issue> } = {}) =>
    office({ issue: issues(over), relation: [relation] });

  it.each([
    ['its author', eve],
    ['the reporter', tim],
    ['a manager', max],
  ])('is for %s', (_who, actor) => {
    const { state, does } = world();
    const { meta, activity } = does(actor, 'issue.unrelate', { relation: id });
    expect(state.get('relation', id)).toBeUndefined();
    expect(state.get('issue', one)?.updatedAt).toBe(meta.at);
    expect(activity).toMatchObject([
      { issue: one, kind: 'unrelated', field: 'blocks', from: two, to: null },
      { issue: two, kind: 'unrelated', field: 'blockedBy', from: one, to: null },
    ]);
  });

  it.each([
    ['a bystander', dev, {}, 'FORBIDDEN'],
    ['whoever does not see the one', eve, { 1: { confidential: true } }, 'NOT_FOUND'],
    ['whoever does not see the other', eve, { 2: { confidential: true } }, 'NOT_FOUND'],
  ] as const)('is refused to %s', (_who, actor, over, code) => {
    expect(world(over).run(actor, 'issue.unrelate', { relation: id }).rejection?.code).toBe(code);
  });

  it('comes by itself when an end is deleted, and changes what said it', () => {
    const { state, does } = world();
    const { meta } = does(tim, 'issue.delete', { issue: two });
    expect(state.all('relation')).toEqual([]);
    expect(state.get('issue', one)?.updatedAt).toBe(meta.at);
  });

  it('and a duplicate that was related besides points nowhere', () => {
    const { state, does } = office({
      issue: issues({ 1: { duplicateOf: two } }),
      relation: [relation],
    });
    does(tim, 'issue.delete', { issue: two });
    expect(state.get('issue', one)?.duplicateOf).toBeNull();
  });
});
