import { describe, expect, it } from 'vitest';
import { orderOf } from '#domain/query/ast.ts';
import { parse } from '#domain/query/parse.ts';

describe('the order of the found issues', () => {
  it.each<[text: string, expected: string]>([
    ['', '-updated'],
    ['is:open', '-updated'],
    ['-crash', '-updated'],
    ['crash', 'rank'],
    ['is:open "log in" -x', 'rank'],
    ['crash sort:title,-due', 'title,-due'],
    ['sort:severity', 'severity'],
  ])('of %j is %s', (text, expected) => {
    const parsed = parse(text);
    const order = parsed.ok ? orderOf(parsed.query) : null;
    const told =
      order?.by === 'keys'
        ? order.keys.map(({ field, falling }) => (falling ? `-${field}` : field)).join(',')
        : order?.by;
    expect(told).toBe(expected);
  });
});
