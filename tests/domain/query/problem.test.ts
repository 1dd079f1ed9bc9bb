import { describe, expect, it } from 'vitest';
import { parse } from '#domain/query/parse.ts';
import { type Problem, queryRejection } from '#domain/query/problem.ts';

function mistakesIn(text: string): readonly Problem[] {
  const parsed = parse(text);
  return parsed.ok ? [] : parsed.problems;
}

type Row = [
  text: string,
  kind: Problem['kind'],
  at: number,
  length: number,
  hint: string | null,
  message: string,
];

describe('a mistake is named at its place, with what mends it', () => {
  it.each<Row>([
    [
      'severty: major',
      'unknown',
      1,
      7,
      'severity',
      'No field “severty” at character 1. Did you mean severity?',
    ],
    [
      'crash -asignee:x',
      'unknown',
      8,
      7,
      'assignee',
      'No field “asignee” at character 8. Did you mean assignee?',
    ],
    ['label:x', 'unknown', 1, 5, 'tag', 'No field “label” at character 1. Did you mean tag?'],
    [
      'TypeError: x is null',
      'unknown',
      1,
      9,
      null,
      'No field “TypeError” at character 1. To search for this text, put it in quotes.',
    ],
    [
      'constructor:x',
      'unknown',
      1,
      11,
      null,
      'No field “constructor” at character 1. To search for this text, put it in quotes.',
    ],
    [
      'größe:5',
      'unknown',
      1,
      5,
      null,
      'No field “größe” at character 1. To search for this text, put it in quotes.',
    ],
    ['type:bgu', 'unknown', 6, 3, 'bug', 'No type “bgu” at character 6. Did you mean bug?'],
    ['type:story', 'unknown', 6, 5, null, 'No type “story” at character 6. Write bug or task.'],
    [
      'priority:low,hgih',
      'unknown',
      14,
      4,
      'high',
      'No priority “hgih” at character 14. Did you mean high?',
    ],
    [
      'priority:P1',
      'unknown',
      10,
      2,
      null,
      'No priority “P1” at character 10. Write low, medium, high or critical.',
    ],
    [
      'priority:none',
      'unknown',
      10,
      4,
      null,
      'No priority “none” at character 10. Write low, medium, high or critical.',
    ],
    [
      'resolution:wontfix',
      'unknown',
      12,
      7,
      'wont_fix',
      'No resolution “wontfix” at character 12. Did you mean wont_fix?',
    ],
    ['is:opn', 'unknown', 4, 3, 'open', 'No “is” value “opn” at character 4. Did you mean open?'],
    [
      'has:step',
      'unknown',
      5,
      4,
      'steps',
      'No “has” value “step” at character 5. Did you mean steps?',
    ],
    [
      'has:x',
      'unknown',
      5,
      1,
      null,
      'No “has” value “x” at character 5. Write attachment, comment, steps, duplicate or due.',
    ],
    [
      'sort:-updatd',
      'unknown',
      6,
      7,
      '-updated',
      'No sort order “-updatd” at character 6. Did you mean -updated?',
    ],
    [
      'sort:rank',
      'unknown',
      6,
      4,
      null,
      'No sort order “rank” at character 6. Sort by updated, created, severity, priority, status, due, key, title, assignee, reporter.',
    ],
    [
      'sort:key,-key',
      'malformed',
      10,
      4,
      null,
      '“key” at character 10 is sorted by already. Leave it out.',
    ],
    [
      'sort:key,title sort:due,status',
      'malformed',
      25,
      6,
      null,
      'A list is sorted by at most three values; “status” at character 25 is one more. Leave it out.',
    ],
    [
      '-sort:title',
      'malformed',
      1,
      11,
      'sort:-title',
      'The - at character 1 stands before “sort”. For a falling order write it before the value: sort:-title.',
    ],
    [
      '-sort:',
      'malformed',
      1,
      6,
      null,
      'The - at character 1 stands before “sort”. For a falling order write it before the value.',
    ],
    ['status:', 'unfinished', 1, 7, null, 'Write a value after “status:” at character 1.'],
    ['status: is:open', 'unfinished', 1, 7, null, 'Write a value after “status:” at character 1.'],
    ['tag:""', 'unfinished', 1, 4, null, 'Write a value after “tag:” at character 1.'],
    [
      'x status:open,',
      'unfinished',
      3,
      7,
      null,
      'A value is missing beside a comma of “status:” at character 3. Write it, or remove the comma.',
    ],
    [
      '"log in',
      'unfinished',
      1,
      1,
      null,
      'The quote at character 1 is not closed. Write another " after the text.',
    ],
    [
      'tag:"a b',
      'unfinished',
      5,
      1,
      null,
      'The quote at character 5 is not closed. Write another " after the text.',
    ],
    [
      'x ""',
      'unfinished',
      3,
      2,
      null,
      'The quotes at character 3 hold no word to search for. Write one between them.',
    ],
    [
      '"?!"',
      'malformed',
      1,
      4,
      null,
      'The quotes at character 1 hold no word to search for. Write one between them.',
    ],
    [
      'severity:>Major',
      'malformed',
      10,
      6,
      null,
      'Only dates are compared with < and >. List the values of severity at character 10, with commas between them.',
    ],
    [
      'key:PAY',
      'malformed',
      5,
      3,
      null,
      '“PAY” at character 5 is not an issue key. Write it as PAY-12.',
    ],
    [
      'key:pay12',
      'malformed',
      5,
      5,
      'PAY-12',
      '“pay12” at character 5 is not an issue key. Did you mean PAY-12?',
    ],
    [
      'key:PAY-0',
      'malformed',
      5,
      5,
      null,
      '“PAY-0” at character 5 is not an issue key. Write it as PAY-12.',
    ],
    [
      'env:os=',
      'unfinished',
      5,
      3,
      null,
      'Write a key and a value around the = at character 5, such as env:os=Android.',
    ],
    [
      'due:2026-02-30',
      'malformed',
      5,
      10,
      '2026-02-28',
      '“2026-02-30” at character 5 is not a date. Did you mean 2026-02-28?',
    ],
    [
      'due:2026-3-4',
      'malformed',
      5,
      8,
      '2026-03-04',
      '“2026-3-4” at character 5 is not a date. Did you mean 2026-03-04?',
    ],
    [
      'due:>2026/03/04',
      'malformed',
      5,
      11,
      '>2026-03-04',
      '“>2026/03/04” at character 5 is not a date. Did you mean >2026-03-04?',
    ],
    [
      'due:2026.3.4..2026-04',
      'malformed',
      5,
      17,
      '2026-03-04..2026-04',
      '“2026.3.4..2026-04” at character 5 is not a date. Did you mean 2026-03-04..2026-04?',
    ],
    [
      'created:7d',
      'malformed',
      9,
      2,
      '<7d',
      '“7d” at character 9 is not a date. Did you mean <7d?',
    ],
    [
      'created:soon',
      'malformed',
      9,
      4,
      null,
      '“soon” at character 9 is not a date. Write 2026-03-14, 2026-03, 2026, a comparison such as >=2026-03-14, or an age such as <7d.',
    ],
    [
      'created:>',
      'unfinished',
      9,
      1,
      null,
      'Write a date or an age right after “>” at character 9, such as >7d.',
    ],
    [
      'created:2026-03..2026-01',
      'malformed',
      9,
      16,
      '2026-01..2026-03',
      'The range “2026-03..2026-01” at character 9 ends before it begins. Did you mean 2026-01..2026-03?',
    ],
    [
      'updated:none',
      'malformed',
      9,
      4,
      null,
      'Every issue has a date in updated, so “none” at character 9 would find nothing. Leave it out.',
    ],
  ])('%s', (text, kind, at, length, hint, message) => {
    expect(mistakesIn(text)).toEqual([
      { kind, at, length, message, ...(hint === null ? {} : { hint }) },
    ]);
  });

  it.each([
    'due:2026-13',
    'due:1899',
    'due:3000',
    'due:2026-00-10',
    'due:<0d',
    'due:<7days',
    'due:..',
    'due:a..b',
    'due:-1',
  ])('%s is not a date', (text) => {
    expect(mistakesIn(text)).toMatchObject([{ kind: 'malformed', at: 5, length: text.length - 4 }]);
  });

  it('names every mistake, in the order of the text', () => {
    const places = mistakesIn('foo:x is:bar,opn "" due:x').map(({ at }) => at);
    expect(places).toEqual([1, 10, 14, 18, 25]);
  });

  it('quotes a long text shortened', () => {
    expect(mistakesIn(`type:${'x'.repeat(100)}`)[0]?.message).toBe(
      `No type “${'x'.repeat(39)}…” at character 6. Write bug or task.`,
    );
  });

  it('refuses what is longer than a query may be, at the first character too many', () => {
    expect(mistakesIn('x'.repeat(4000))).toEqual([]);
    expect(mistakesIn('x'.repeat(4003))).toEqual([
      {
        kind: 'too-long',
        at: 4001,
        length: 3,
        message: 'The query has 4003 characters; the limit is 4000. Shorten it.',
      },
    ]);
  });

  it('refuses more terms than a query may have, from the first too many', () => {
    expect(mistakesIn('x '.repeat(200))).toEqual([]);
    expect(mistakesIn('x '.repeat(202))).toEqual([
      {
        kind: 'too-long',
        at: 401,
        length: 4,
        message: 'The query has 202 terms; the limit is 200. Leave some out.',
      },
    ]);
  });
});

describe('the rejection of a query', () => {
  it('carries the first mistake, its place and its hint', () => {
    const parsed = parse('crash severty:x is:bar');
    expect(!parsed.ok && queryRejection(parsed.problems)).toEqual({
      code: 'VALIDATION',
      message: 'No field “severty” at character 7. Did you mean severity?',
      field: 'query',
      details: { at: 7, length: 7, hint: 'severity' },
    });
  });

  it('has no hint where there is none', () => {
    const parsed = parse('status:');
    expect(!parsed.ok && queryRejection(parsed.problems).details).toEqual({ at: 1, length: 7 });
  });
});
