import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '#domain/query/parse.ts';
import { print } from '#domain/query/print.ts';
import { anyQuery, anyText, withoutPlaces } from './arbitrary-query.ts';

function canonical(text: string): string {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(parsed.problems[0].message);
  return print(parsed.query);
}

describe('the canonical form of a query', () => {
  it.each([
    ['', ''],
    ['   ', ''],
    ['  crash   login ', 'crash "login"'],
    ['crash', 'crash'],
    ['crash ', '"crash"'],
    ['crash!', 'crash!'],
    ['"crash" is:open', 'crash is:open'],
    ['-crash', '-crash'],
    ['"log in" x', '"log in" x'],
    ['"say ""hi"""', '"say ""hi"""'],
    ['Foo-Bar 4.18', 'Foo-Bar 4.18'],
    ['--force', '--force'],
    ['"-force" x', '"-force" x'],
    ['-"-force"', '-"-force"'],
    ['"status:open"', '"status:open"'],
    ['std::vector', 'std::vector'],
    ['数 ', '数'],
    ['STATUS:Open,closed', 'status:Open,closed'],
    ['severity: Major, Minor', 'severity:Major,Minor'],
    ['-type:BUG', '-type:bug'],
    ['tag:"release 4",none,"none"', 'tag:"release 4",none,"none"'],
    ['tag:c++,c#,ci/cd,a:b', 'tag:c++,c#,ci/cd,"a:b"'],
    ['tag:"/root"', 'tag:"/root"'],
    ['assignee:ME,"me",none,"Ana"', 'assignee:me,"me",none,Ana'],
    ['key:pay-12', 'key:PAY-12'],
    ['env:os=Android,"Pixel 8","a=b",none', 'env:os=Android,"Pixel 8","a=b",none'],
    ['env:"my key"="my value"', 'env:"my key"="my value"'],
    ['created:2026-03..2026-04-05', 'created:2026-03..2026-04-05'],
    ['created:2026..', 'created:>=2026'],
    ['created:..2026', 'created:<=2026'],
    ['updated:<7D due:NONE', 'updated:<7d due:none'],
    ['sort:-created is:open sort:title', 'is:open sort:-created,title'],
    ['sort:-created crash', 'sort:-created crash'],
    ['crash sort:-created', 'crash sort:-created'],
  ])('of %j is %j', (text, expected) => {
    expect(canonical(text)).toBe(expected);
  });

  it('reads back as the query it was printed from', () => {
    fc.assert(
      fc.property(anyQuery, (query) => {
        const parsed = parse(print(query));
        expect(parsed.ok && withoutPlaces(parsed.query)).toEqual(withoutPlaces(query));
      }),
      { numRuns: 2000 },
    );
  });

  it('is its own canonical form, whatever was typed', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const parsed = parse(text);
        fc.pre(parsed.ok);
        const printed = print(parsed.query);
        const again = parse(printed);
        expect(again.ok && withoutPlaces(again.query)).toEqual(withoutPlaces(parsed.query));
        expect(canonical(printed)).toBe(printed);
      }),
      { numRuns: 1000 },
    );
  });
});
