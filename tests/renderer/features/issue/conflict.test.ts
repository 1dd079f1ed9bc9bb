import { describe, expect, it } from 'vitest';
import { type Rejection, rejection } from '#domain/rejection.ts';
import { conflictOf } from '#renderer/features/issue/conflict.ts';

const details = [
  { field: 'title', from: 'A', yours: 'Mine', theirs: 'Theirs', by: 'u1', at: 1_700_000_000_000 },
];

describe('the conflict that a refusal tells of', () => {
  it('has both values, whose the other one is, and since when', () => {
    const refused = rejection('CONFLICT', 'Compare.', { field: 'title', details });
    expect(conflictOf(refused)).toEqual({
      field: 'title',
      yours: 'Mine',
      theirs: 'Theirs',
      by: 'u1',
      at: 1_700_000_000_000,
    });
  });

  it('may hold any value, and none', () => {
    const [detail] = details;
    const refused = rejection('CONFLICT', 'Compare.', {
      details: [{ ...detail, yours: null, theirs: { os: 'Android' }, by: null }],
    });
    expect(conflictOf(refused)).toMatchObject({ yours: null, theirs: { os: 'Android' }, by: null });
  });

  it.each<[string, Rejection]>([
    ['another refusal', rejection('FORBIDDEN', 'No.', { details })],
    ['an id that is taken', rejection('CONFLICT', 'This id is taken.', { field: 'id' })],
    ['no field', rejection('CONFLICT', 'Compare.', { details: [] })],
  ])('is none in %s', (_, refused) => {
    expect(conflictOf(refused)).toBeUndefined();
  });
});
