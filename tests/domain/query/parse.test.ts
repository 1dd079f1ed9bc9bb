import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Query, TextTerm } from '#domain/query/ast.ts';
import { parse } from '#domain/query/parse.ts';
import { anyText, withoutPlaces } from './arbitrary-query.ts';

function queryOf(text: string): Query {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(parsed.problems[0].message);
  return parsed.query;
}

/** Text terms as `words`, `-` before a negated one, `*` after a prefix. */
function textOf(text: string): string[] {
  return queryOf(text)
    .terms.filter((term): term is TextTerm => term.kind === 'text')
    .map(
      ({ negated, words, prefix }) => `${negated ? '-' : ''}${words.join(' ')}${prefix ? '*' : ''}`,
    );
}

describe('text to search', () => {
  it.each<[text: string, expected: string[]]>([
    ['', []],
    [' \t\n', []],
    ['crash', ['crash*']],
    ['crash ', ['crash']],
    ['crash!', ['crash']],
    ['crash login', ['crash', 'login*']],
    ['crash is:open', ['crash']],
    ['is:open crash', ['crash*']],
    ['"crash"', ['crash']],
    ['"log  in" now', ['log in', 'now*']],
    ['log"in again"', ['log', 'in again']],
    ['"say ""hi"""', ['say hi']],
    ['foo-bar', ['foo bar*']],
    ['4.18.1', ['4 18 1*']],
    ['Größe', ['grosse*']],
    ['-crash', ['-crash']],
    ['-"log in"', ['-log in']],
    ['--force', ['force*']],
    ['Save - and & go', ['save', 'and', 'go*']],
    ['crash, login ,now', ['crash', 'login', 'now*']],
    ['std::vector', ['std vector*']],
    ['https://example.org/a', ['https example org a*']],
    ['at 12:30', ['at', '12 30*']],
    ['C:\\temp', ['c temp*']],
    ['"status:open"', ['status open']],
    ['数据库 x', ['数据 据库', 'x*']],
    ['数据库', ['数据 据库*']],
    ['数 x', ['数*', 'x*']],
    ['"数" -据', ['数*', '-据*']],
    ['one\u3000two', ['one', 'two*']],
  ])('%j is %j', (text, expected) => {
    expect(textOf(text)).toEqual(expected);
  });
});

describe('fields', () => {
  const choice = (at: number, length: number, value: unknown) => ({ at, length, value });

  it.each<[text: string, terms: unknown[]]>([
    ['type:Bug,task', [{ kind: 'type', values: ['bug', 'task'] }]],
    ['PRIORITY:critical', [{ kind: 'priority', values: ['critical'] }]],
    ['resolution:wont_fix,none', [{ kind: 'resolution', values: ['wont_fix', null] }]],
    ['status:in_progress', [{ kind: 'name', field: 'status', values: ['in_progress'] }]],
    ['project:pay', [{ kind: 'name', field: 'project', values: ['pay'] }]],
    ['severity:"Very bad"', [{ kind: 'name', field: 'severity', values: ['Very bad'] }]],
    ['severity:none', [{ kind: 'name', field: 'severity', values: ['none'] }]],
    [
      'severity: Major , Minor,\tx y',
      [{ kind: 'name', field: 'severity', values: ['Major', 'Minor', 'x'] }, 'text'],
    ],
    ['tag:a:b', [{ kind: 'tag', values: ['a:b'] }]],
    ['tag:none,"none"', [{ kind: 'tag', values: [null, 'none'] }]],
    ['tag:" padded "', [{ kind: 'tag', values: ['padded'] }]],
    ['tag:cafe\u0301', [{ kind: 'tag', values: ['caf\u00e9'] }]],
    ['tag:">1"', [{ kind: 'tag', values: ['>1'] }]],
    [
      'assignee:me,none,ana.l,"me"',
      [
        {
          kind: 'person',
          field: 'assignee',
          values: [
            { kind: 'me' },
            { kind: 'none' },
            { kind: 'user', username: 'ana.l' },
            { kind: 'user', username: 'me' },
          ],
        },
      ],
    ],
    [
      'reporter:Li',
      [{ kind: 'person', field: 'reporter', values: [{ kind: 'user', username: 'Li' }] }],
    ],
    ['key:pay-12', [{ kind: 'key', values: [{ project: 'PAY', number: 12 }] }]],
    [
      'env:os=Android,"Pixel 8","a=b",none',
      [
        {
          kind: 'env',
          values: [
            { key: 'os', text: 'Android' },
            { key: null, text: 'Pixel 8' },
            { key: null, text: 'a=b' },
            null,
          ],
        },
      ],
    ],
    ['env:os="Android 15"', [{ kind: 'env', values: [{ key: 'os', text: 'Android 15' }] }]],
    ['is:open,OVERDUE', [{ kind: 'is', values: ['open', 'overdue'] }]],
    ['has:steps', [{ kind: 'has', values: ['steps'] }]],
    [
      'tag:a tag:b',
      [
        { kind: 'tag', values: ['a'] },
        { kind: 'tag', values: ['b'] },
      ],
    ],
  ])('%j', (text, terms) => {
    const found = queryOf(text).terms.map((term) => {
      if (term.kind === 'text') return 'text';
      const { at, length, negated, ...rest } = term;
      return { ...rest, values: term.values.map(({ value }) => value) };
    });
    expect(found).toEqual(terms);
  });

  it.each(['created', 'updated', 'resolved', 'closed', 'due'])('%s takes dates', (field) => {
    expect(withoutPlaces(queryOf(`${field}:2026-03`))).toEqual({
      terms: [
        {
          kind: 'date',
          field,
          negated: false,
          values: [{ value: { kind: 'in', period: '2026-03' } }],
        },
      ],
      sort: [],
    });
  });

  it('negates with a - before the field', () => {
    expect(queryOf('-status:open')).toEqual({
      terms: [
        {
          kind: 'name',
          field: 'status',
          negated: true,
          at: 1,
          length: 12,
          values: [choice(9, 4, 'open')],
        },
      ],
      sort: [],
    });
  });

  it('tells where terms and values stand, in UTF-16 units from 1', () => {
    expect(queryOf('👧 tag:"👧 x",b -due:none ').terms).toEqual([
      {
        kind: 'tag',
        negated: false,
        at: 4,
        length: 12,
        values: [choice(8, 6, '👧 x'), choice(15, 1, 'b')],
      },
      {
        kind: 'date',
        field: 'due',
        negated: true,
        at: 17,
        length: 9,
        values: [choice(22, 4, { kind: 'none' })],
      },
    ]);
  });
});

describe('sort', () => {
  it('takes up to three orders, in one term or several', () => {
    expect(queryOf('sort:-Updated,key crash sort:title')).toMatchObject({
      terms: [{ kind: 'text', words: ['crash'], prefix: false }],
      sort: [
        { field: 'updated', falling: true, at: 6, length: 8 },
        { field: 'key', falling: false, at: 15, length: 3 },
        { field: 'title', falling: false, at: 30, length: 5 },
      ],
    });
  });
});

it('reads any text without failing, and names places inside it', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const parsed = parse(text);
      const spans = parsed.ok ? [...parsed.query.terms, ...parsed.query.sort] : parsed.problems;
      for (const { at, length } of spans) {
        expect(at).toBeGreaterThanOrEqual(1);
        expect(length).toBeGreaterThanOrEqual(1);
        expect(at - 1 + length).toBeLessThanOrEqual(text.length);
      }
    }),
    { numRuns: 3000 },
  );
});
