import { describe, expect, it } from 'vitest';
import { parse } from '#domain/query/parse.ts';
import { quoted } from '#renderer/features/issue/quoted-words.ts';

describe('what is typed as words', () => {
  it.each([
    ['refund twice', 'refund twice'],
    ['  refund   twice ', 'refund twice'],
    ['pay-211', '"pay-211"'],
    ['status:open', '"status:open"'],
    ['-refund', '"-refund"'],
    ['"half a quote', 'half a quote'],
    ['( ) :', ''],
    ['مدفوعات', 'مدفوعات'],
  ])('%j is searched as %j', (typed, query) => {
    expect(quoted(typed)).toBe(query);
  });

  it.each(['a:b', '-x "y', 'sort:z, <7d', '..'])('%j is never a mistake', (typed) => {
    expect(parse(quoted(typed))).toMatchObject({ ok: true });
  });
});
