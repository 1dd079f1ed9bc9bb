import { describe, expect, it } from 'vitest';
import { chordOf, type KeyPlatform, type KeyPress, parseKeys } from '#renderer/keys/chord.ts';

const plain: KeyPress = {
  key: 'a',
  code: 'KeyA',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
};

describe('what is written', () => {
  it.each([
    ['c', [{ key: 'c', mod: false, alt: false, shift: false }]],
    ['mod+enter', [{ key: 'enter', mod: true, alt: false, shift: false }]],
    ['shift+E', [{ key: 'e', mod: false, alt: false, shift: true }]],
    ['+', [{ key: '+', mod: false, alt: false, shift: false }]],
    [
      'g i',
      [
        { key: 'g', mod: false, alt: false, shift: false },
        { key: 'i', mod: false, alt: false, shift: false },
      ],
    ],
  ])('%s', (keys, chords) => {
    expect(parseKeys(keys)).toEqual(chords);
  });
});

describe('what is pressed', () => {
  const presses: readonly (readonly [string, Partial<KeyPress>, KeyPlatform, string])[] = [
    ['a letter', { key: 'c' }, 'other', 'c'],
    ['a letter with Caps Lock', { key: 'C' }, 'other', 'c'],
    ['a letter with Shift', { key: 'E', shiftKey: true }, 'other', 'shift+e'],
    ['a mark that needs Shift', { key: '?', code: 'Slash', shiftKey: true }, 'other', '?'],
    ['a mark that needs none', { key: '?', code: 'Comma' }, 'other', '?'],
    ['Ctrl elsewhere', { key: 'Enter', ctrlKey: true }, 'other', 'mod+enter'],
    ['⌘ on macOS', { key: 'Enter', metaKey: true }, 'mac', 'mod+enter'],
    ['⌥ 1 on macOS, which types ¡', { key: '¡', code: 'Digit1', altKey: true }, 'mac', 'alt+1'],
    ['a Cyrillic layout', { key: 'ш', code: 'KeyI' }, 'other', 'i'],
  ];

  it.each(presses)('%s', (_, press, platform, written) => {
    expect([chordOf({ ...plain, ...press }, platform)]).toEqual(parseKeys(written));
  });
});
