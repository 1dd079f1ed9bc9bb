import { describe, expect, it } from 'vitest';
import { checkValues, type Known } from '#domain/query/check-values.ts';
import { openValues } from '#domain/query/open-values.ts';
import { parse } from '#domain/query/parse.ts';
import { foldCase } from '#domain/text.ts';

const NAMES = {
  project: ['PAY', 'TIL'],
  status: ['open', 'in_progress', 'resolved', 'closed'],
  severity: ['Blocker', 'Critical', 'Major', 'Very minor'],
  tag: ['refunds', 'release-4.18', 'none', 'a:b'],
  person: ['ana', 'li.wen', 'me'],
  env: ['Android 15', 'iOS 18'],
  key: ['PAY-12'],
};

const known: Known = {
  has: (value) =>
    NAMES[value.kind].some((name) =>
      value.kind === 'env'
        ? value.key !== 'browser' && foldCase(name).startsWith(foldCase(value.text))
        : foldCase(name) === foldCase(value.text),
    ),
  names: ({ kind }) => NAMES[kind],
};

function check(text: string) {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(parsed.problems[0].message);
  return checkValues(parsed.query, known);
}

it('asks for every value that only the workspace can know, and for no other', () => {
  const parsed = parse(
    'x type:bug project:PAY status:open severity:Major tag:none,b assignee:me,ana reporter:none key:pay-1 env:os=A,B,none is:open due:none',
  );
  const asked = parsed.ok ? openValues(parsed.query) : [];
  expect(asked).toEqual([
    { kind: 'project', text: 'PAY', at: 20, length: 3 },
    { kind: 'status', text: 'open', at: 31, length: 4 },
    { kind: 'severity', text: 'Major', at: 45, length: 5 },
    { kind: 'tag', text: 'b', at: 60, length: 1 },
    { kind: 'person', text: 'ana', at: 74, length: 3 },
    { kind: 'key', text: 'PAY-1', at: 96, length: 5 },
    { kind: 'env', key: 'os', text: 'A', at: 106, length: 4 },
    { kind: 'env', key: null, text: 'B', at: 111, length: 1 },
  ]);
});

describe('a value that exists passes', () => {
  it.each([
    'project:pay,TIL',
    '-status:IN_PROGRESS',
    'severity:"very MINOR"',
    'tag:Refunds,none,"none"',
    'assignee:ANA,me,none,"me"',
    'reporter:li.wen',
    'key:pay-12',
    'env:os=android,ios,none',
    'crash is:open due:none',
  ])('%s', (text) => {
    expect(check(text)).toEqual([]);
  });
});

describe('a value that does not exist is refused at its place', () => {
  it.each<[text: string, at: number, length: number, hint: string | null, message: string]>([
    ['project:PYA', 9, 3, 'PAY', 'No project “PYA” at character 9. Did you mean PAY?'],
    [
      'status:in-progress',
      8,
      11,
      'in_progress',
      'No status “in-progress” at character 8. Did you mean in_progress?',
    ],
    ['severity:Majr', 10, 4, 'Major', 'No severity “Majr” at character 10. Did you mean Major?'],
    [
      'severity:none',
      10,
      4,
      null,
      'No severity “none” at character 10. Write one of the severities of this workspace.',
    ],
    [
      'severity:Very',
      10,
      4,
      '"Very minor"',
      'No severity “Very” at character 10. Did you mean "Very minor"?',
    ],
    ['tag:refunds,a:c', 13, 3, '"a:b"', 'No tag “a:c” at character 13. Did you mean "a:b"?'],
    ['tag:nones', 5, 5, '"none"', 'No tag “nones” at character 5. Did you mean "none"?'],
    ['assignee:anna', 10, 4, 'ana', 'No person “anna” at character 10. Did you mean ana?'],
    [
      'reporter:kofi',
      10,
      4,
      null,
      'No person “kofi” at character 10. Write a username, me or none.',
    ],
    ['key:PAY-99', 5, 6, 'PAY-12', 'No issue “PAY-99” at character 5. Did you mean PAY-12?'],
    [
      'env:os="Andriod 15"',
      5,
      15,
      'os="Android 15"',
      'No environment “os=Andriod 15” at character 5. Did you mean os="Android 15"?',
    ],
    [
      'env:browser=Lynx',
      5,
      12,
      null,
      'No environment “browser=Lynx” at character 5. Write the beginning of a value, with or without its key, such as os=Android.',
    ],
  ])('%s', (text, at, length, hint, message) => {
    expect(check(text)).toEqual([
      { kind: 'unknown', at, length, message, ...(hint === null ? {} : { hint }) },
    ]);
  });

  it('names each of them', () => {
    expect(check('tag:x project:PAY,Z -assignee:nobody').map(({ at }) => at)).toEqual([5, 19, 31]);
  });
});
