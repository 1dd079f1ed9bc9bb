import { describe, expect, it } from 'vitest';
import { ariaKeyShortcuts, capsOf, spokenCap } from '#renderer/keys/key-names.ts';

describe('the caps of keys', () => {
  it.each([
    ['c', [['C']], [['C']]],
    ['mod+enter', [['Ctrl', '↵']], [['⌘', '↵']]],
    ['g i', [['G'], ['I']], [['G'], ['I']]],
    ['alt+shift+1', [['Alt', 'Shift', '1']], [['⌥', '⇧', '1']]],
    ['escape', [['Esc']], [['Esc']]],
    ['f2', [['F2']], [['F2']]],
  ])('%s', (keys, other, mac) => {
    expect(capsOf(keys, 'other')).toEqual(other);
    expect(capsOf(keys, 'mac')).toEqual(mac);
  });

  it.each([
    ['↵', 'Enter'],
    ['⌘', 'Command'],
    ['Ctrl', 'Ctrl'],
  ])('%s is spoken %s', (cap, spoken) => {
    expect(spokenCap(cap)).toBe(spoken);
  });
});

describe('the form of aria-keyshortcuts', () => {
  it.each([
    ['c', 'C'],
    ['mod+enter', 'Control+Enter'],
    ['shift+arrowup', 'Shift+ArrowUp'],
    ['g i', undefined],
  ])('%s', (keys, aria) => {
    expect(ariaKeyShortcuts(keys, 'other')).toBe(aria);
  });

  it('names ⌘ on macOS', () => {
    expect(ariaKeyShortcuts('mod+k', 'mac')).toBe('Meta+K');
  });
});
