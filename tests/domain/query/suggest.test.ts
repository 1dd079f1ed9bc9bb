import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIELD_NAMES } from '#domain/query/fields.ts';
import { parse } from '#domain/query/parse.ts';
import { suggest, suggestName, type Typing, takeSuggestion } from '#domain/query/suggest.ts';
import { anyText } from './arbitrary-query.ts';

/** The text with `|` for the caret. */
function typing(marked: string): Typing {
  const caret = marked.indexOf('|');
  return suggest(marked.replace('|', ''), caret);
}

function inserts(typed: Typing): string[] {
  return typed.kind === 'nothing' ? [] : typed.suggestions.map(({ insert }) => insert);
}

describe('a field being typed', () => {
  it.each<[marked: string, at: number, length: number, prefix: string, suggested: string[]]>([
    ['se|', 1, 2, 'se', ['severity:']],
    ['SE|', 1, 2, 'SE', ['severity:']],
    ['s|tat', 1, 4, 's', ['status:', 'severity:', 'sort:']],
    ['crash -re|', 8, 2, 're', ['resolution:', 'reporter:', 'resolved:']],
    ['is:open d|', 9, 1, 'd', ['due:']],
    ['seve|rty:major', 1, 8, 'seve', ['severity:']],
    ['-cl|osed:x', 2, 7, 'cl', ['closed:']],
    ['lab|', 1, 3, 'lab', ['tag:']],
    ['own|', 1, 3, 'own', ['assignee:']],
    ['crash|', 1, 5, 'crash', []],
  ])('%s', (marked, at, length, prefix, suggested) => {
    const found = typing(marked);
    expect(found).toMatchObject({ kind: 'field', at, length, prefix });
    expect(inserts(found)).toEqual(suggested);
  });

  it.each(['|', 'crash |', '| crash', 'is:open |'])('may be any field at %j', (marked) => {
    const found = typing(marked);
    expect(found).toMatchObject({ kind: 'field', at: marked.indexOf('|') + 1, length: 0 });
    expect(inserts(found)).toEqual(FIELD_NAMES.map((name) => `${name}:`));
  });

  it('describes each field', () => {
    expect(typing('sev|')).toMatchObject({
      suggestions: [{ insert: 'severity:', label: 'severity:', about: 'how grave it is' }],
    });
  });
});

describe('a value of a fixed set being typed', () => {
  it.each<[marked: string, at: number, length: number, prefix: string, suggested: string[]]>([
    ['type:|', 6, 0, '', ['bug', 'task']],
    ['type: |', 7, 0, '', ['bug', 'task']],
    ['type: | ', 8, 0, '', ['bug', 'task']],
    ['-PRIORITY:H|', 11, 1, 'H', ['high']],
    ['priority:high,|', 15, 0, '', ['critical', 'medium', 'low']],
    ['priority:l|ow,high', 10, 3, 'l', ['low']],
    ['resolution:no|', 12, 2, 'no', ['not_reproducible', 'no_response', 'none']],
    ['is:un|', 4, 2, 'un', ['unassigned', 'unassessed']],
    ['has:"st|', 5, 3, 'st', ['steps']],
    ['has:"st| is:open', 5, 3, 'st', ['steps']],
    ['has:"st|"', 5, 4, 'st', ['steps']],
    ['sort:up|', 6, 2, 'up', ['updated', '-updated']],
    ['sort:-up|', 6, 3, '-up', ['-updated']],
    ['is:zzz|', 4, 3, 'zzz', []],
  ])('%s', (marked, at, length, prefix, suggested) => {
    const found = typing(marked);
    expect(found).toMatchObject({ kind: 'value', at, length, prefix, request: null });
    expect(inserts(found)).toEqual(suggested);
  });

  it('suggests ages for dates, and none where a date may be absent', () => {
    expect(inserts(typing('created:<|'))).toEqual(['<1d', '<7d', '<30d']);
    expect(inserts(typing('created:n|'))).toEqual([]);
    expect(inserts(typing('due:|'))).toEqual(['none']);
  });
});

describe('a value of the workspace being typed', () => {
  it.each<[marked: string, at: number, length: number, request: object, suggested: string[]]>([
    ['severity:|', 10, 0, { kind: 'severity', prefix: '', key: null }, []],
    ['project:PA|', 9, 2, { kind: 'project', prefix: 'PA', key: null }, []],
    ['status:open,in|', 13, 2, { kind: 'status', prefix: 'in', key: null }, []],
    ['key:pay-1|', 5, 5, { kind: 'key', prefix: 'pay-1', key: null }, []],
    ['assignee:|', 10, 0, { kind: 'person', prefix: '', key: null }, ['me', 'none']],
    ['assignee:m|', 10, 1, { kind: 'person', prefix: 'm', key: null }, ['me']],
    ['reporter:"m|', 10, 2, { kind: 'person', prefix: 'm', key: null }, []],
    ['tag:"log i|n" x', 5, 8, { kind: 'tag', prefix: 'log i', key: null }, []],
    ['env:o|', 5, 1, { kind: 'env', prefix: 'o', key: null }, ['os=']],
    ['env:os=An|', 5, 5, { kind: 'env', prefix: 'An', key: 'os' }, []],
  ])('%s', (marked, at, length, request, suggested) => {
    const found = typing(marked);
    expect(found).toMatchObject({ kind: 'value', at, length, request });
    expect(inserts(found)).toEqual(suggested);
  });

  it('is written so that it reads as itself', () => {
    const request = (kind: 'tag' | 'person' | 'env', key: string | null = null) => ({
      kind,
      prefix: '',
      key,
    });
    expect(suggestName(request('tag'), 'log in', '12 issues')).toEqual({
      insert: '"log in"',
      label: 'log in',
      about: '12 issues',
    });
    expect(suggestName(request('tag'), 'none', '').insert).toBe('"none"');
    expect(suggestName(request('person'), 'me', '').insert).toBe('"me"');
    expect(suggestName(request('env', 'os'), 'Android 15', '').insert).toBe('os="Android 15"');
    expect(suggestName(request('env'), 'Lynx', '').insert).toBe('Lynx');
  });
});

describe('nothing is suggested', () => {
  it.each(['"log i|n"', '"stat|', '-"stat|"', 'nope:x|', 'tag:a  |  ,b'])('at %s', (marked) => {
    expect(typing(marked)).toEqual({ kind: 'nothing' });
  });
});

describe('taking a suggestion', () => {
  it.each<[marked: string, expected: string]>([
    ['sev|', 'severity:|'],
    ['-sta|', '-status:|'],
    ['seve|rty:major', 'severity:|major'],
    ['type:b|', 'type:bug |'],
    ['type:b|,task', 'type:bug|,task'],
    ['type:b| crash', 'type:bug| crash'],
    ['has:"st| is:open', 'has:steps| is:open'],
    ['env:o|', 'env:os=|'],
  ])('%s becomes %s', (marked, expected) => {
    const found = typing(marked);
    const [first] = found.kind === 'nothing' ? [] : found.suggestions;
    if (found.kind === 'nothing' || first === undefined) throw new Error('nothing suggested');
    const { text, caret } = takeSuggestion(marked.replace('|', ''), found, first);
    expect(`${text.slice(0, caret)}|${text.slice(caret)}`).toBe(expected);
  });
});

it('never fails, and replaces a range of the text, at any caret of any text', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      for (let caret = 0; caret <= text.length; caret += 1) {
        const found = suggest(text, caret);
        if (found.kind === 'nothing') continue;
        expect(found.at).toBeGreaterThanOrEqual(1);
        expect(found.length).toBeGreaterThanOrEqual(0);
        expect(found.at - 1 + found.length).toBeLessThanOrEqual(text.length);
      }
    }),
  );
});

it('suggests only what the parser accepts', () => {
  for (const name of FIELD_NAMES) {
    const found = suggest(`${name}:`, name.length + 1);
    if (found.kind !== 'value') throw new Error(`${name} takes no value`);
    for (const { insert } of found.suggestions) {
      const whole = insert.endsWith('=') ? `${insert}x` : insert;
      expect(parse(`${name}:${whole}`)).toMatchObject({ ok: true });
    }
  }
});
