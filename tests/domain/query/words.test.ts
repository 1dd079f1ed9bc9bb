import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldRun } from '#domain/query/fold.ts';
import { endsInWord, MAX_WORD, words, wordText } from '#domain/query/words.ts';
import { anyText } from './arbitrary-query.ts';

/** What `words` shall answer, written for the eye and without regard to speed. */
function obviousWords(text: string): string[] {
  const found: string[] = [];
  for (const [run] of text.matchAll(/[\p{L}\p{M}\p{Nd}]+/gu)) {
    let folded = '';
    for (const character of run.normalize('NFKD')) {
      if (/\p{M}/u.test(character)) continue;
      const small = character.toLowerCase().toUpperCase().toLowerCase();
      const plain = { ς: 'σ', đ: 'd', ħ: 'h', ł: 'l', ø: 'o', ŧ: 't' }[small] ?? small;
      if (/[\p{L}\p{Nd}]/u.test(plain)) folded += plain;
    }
    let plain = '';
    let paired: string[] = [];
    const close = () => {
      if (plain !== '') found.push(cutWord(plain));
      if (paired.length === 1) found.push(paired.join(''));
      for (let i = 1; i < paired.length; i += 1) found.push(`${paired[i - 1]}${paired[i]}`);
      plain = '';
      paired = [];
    };
    for (const character of folded.normalize('NFC')) {
      const isPaired = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Bopo}]/u.test(
        character,
      );
      if (isPaired ? plain !== '' : paired.length > 0) close();
      if (isPaired) paired.push(character);
      else plain += character;
    }
    close();
  }
  return found;
}

function cutWord(word: string): string {
  let cut = '';
  for (const character of word) {
    if (cut.length + character.length > MAX_WORD) break;
    cut += character;
  }
  return cut;
}

describe('a word', () => {
  it.each<[what: string, text: string, expected: string[]]>([
    ['nothing', '', []],
    ['signs alone', ' -- "!?" … ', []],
    ['words between signs', 'Crash: log-in, (again)!', ['crash', 'log', 'in', 'again']],
    ['digits and versions', 'v4.18.1 on 64bit', ['v4', '18', '1', 'on', '64bit']],
    [
      'identifiers',
      'in_progress fooBar std::vector',
      ['in', 'progress', 'foobar', 'std', 'vector'],
    ],
    ['apostrophes', "don't don’t", ['don', 't', 'don', 't']],
    ['line ends', 'one\r\ntwo\u2028three\ttwo', ['one', 'two', 'three', 'two']],
    ['marks, composed or not', 'Müller Mu\u0308ller', ['muller', 'muller']],
    ['strokes', 'Łódź Ørsted Đà', ['lodz', 'orsted', 'da']],
    ['sharp s', 'Straße STRASSE ẞ', ['strasse', 'strasse', 'ss']],
    ['Turkish i', 'İstanbul ISPARTA ısı', ['istanbul', 'isparta', 'isi']],
    ['final sigma', 'ΟΔΟΣ οδος', ['οδοσ', 'οδοσ']],
    ['ligatures and wide forms', 'ﬁnd ＡＢＣ１２ ĳs', ['find', 'abc12', 'ijs']],
    ['Cyrillic', 'Ёлка ЁЛКА', ['елка', 'елка']],
    ['Arabic with and without vowels', 'مُحَمَّد محمد', ['محمد', 'محمد']],
    ['digits of other scripts', '٣٤', ['٣٤']],
    ['superscripts and fractions are signs', 'x² ½ ™ №5', ['x', '5']],
    ['a letter that stands for a phrase', 'ﷺ', ['صلىاللهعليهوسلم']],
    ['emoji', '👩‍👩‍👧 ok ❤️ 1️⃣', ['ok', '1']],
    ['broken characters', 'a\ud800b\udc00\0c', ['a', 'b', 'c']],
    ['letters beyond the first plane', '𝒳𝒴 𐐀', ['xy', '𐐨']],
    ['Chinese in pairs', '数据库', ['数据', '据库']],
    ['one character alone', '数 据', ['数', '据']],
    ['Chinese beside Latin and digits', '第3章abc数据', ['第', '3', '章', 'abc', '数据']],
    ['Japanese', 'クラッシュする', ['クラ', 'ラッ', 'ッシ', 'シュ', 'ュす', 'する']],
    ['Japanese half-width and voiced', 'ｶﾞバ', ['カハ']],
    [
      'Korean, composed or not',
      `한국어 ${'한국어'.normalize('NFD')}`,
      ['한국', '국어', '한국', '국어'],
    ],
    ['Chinese beyond the first plane', '𠀀𠀁𠀂', ['𠀀𠀁', '𠀁𠀂']],
  ])('%s', (_, text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it('is cut where a database would not keep it, never inside a character', () => {
    expect(words(`${'a'.repeat(500)} b`)).toEqual(['a'.repeat(MAX_WORD), 'b']);
    expect(words(`x${'𐐀'.repeat(500)}`)).toEqual([`x${'𐐨'.repeat((MAX_WORD - 2) / 2)}`]);
  });

  it('agrees with an obvious, slow reading of any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(words(text)).toEqual(obviousWords(text));
      }),
      { numRuns: 3000 },
    );
  });

  it('agrees with it on every character there is, and is then a word of itself', () => {
    const differing: string[] = [];
    for (let point = 0; point <= 0x10ffff; point += 1) {
      if (point >= 0xac00 && point < 0xd7a4 && point % 28 !== 0) continue;
      if ((point >= 0x3400 && point < 0x9fff) || (point > 0x20000 && point < 0x10fffe)) {
        if (point % 97 !== 0) continue;
      }
      const character = String.fromCodePoint(point);
      const found = wordText(character);
      const right = found === obviousWords(character).join(' ') && wordText(found) === found;
      if (!right) differing.push(`U+${point.toString(16)}`);
    }
    expect(differing).toEqual([]);
  });
});

describe('the words of a text', () => {
  it('are never empty', () => {
    fc.assert(fc.property(anyText, (text) => words(text).every((word) => word !== '')));
  });

  it('stay the same when taken again', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(words(wordText(text))).toEqual(words(text));
        expect(wordText(text)).toBe(words(text).join(' '));
      }),
    );
  });

  it('of two texts with a space between are those of the one, then those of the other', () => {
    fc.assert(
      fc.property(anyText, anyText, (one, other) => {
        expect(words(`${one} ${other}`)).toEqual([...words(one), ...words(other)]);
      }),
    );
  });

  it('do not depend on how characters are composed', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(words(text.normalize('NFD'))).toEqual(words(text));
        expect(words(text.normalize('NFC'))).toEqual(words(text));
      }),
    );
  });
});

describe('a text ends inside a word', () => {
  it.each([
    ['crash', true],
    ['cafe\u0301', true],
    ['4.18', true],
    ['数据', true],
    ['𝒳', true],
    ['', false],
    ['crash ', false],
    ['C++', false],
    ['👧', false],
  ])('%j: %j', (text, expected) => {
    expect(endsInWord(text)).toBe(expected);
  });
});

it('folds a run of marks alone to nothing', () => {
  expect(foldRun('\u0301\u0302', MAX_WORD)).toBe('');
});
