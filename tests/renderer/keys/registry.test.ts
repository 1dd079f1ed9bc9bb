import { beforeEach, describe, expect, it } from 'vitest';
import type { KeyPress } from '#renderer/keys/chord.ts';
import {
  createShortcutRegistry,
  type PressSituation,
  type Shortcut,
  type ShortcutRegistry,
} from '#renderer/keys/registry.ts';

let registry: ShortcutRegistry;
let ran: string[];

beforeEach(() => {
  registry = createShortcutRegistry('other');
  ran = [];
});

function shortcut(keys: string | readonly string[], name: string, more?: Partial<Shortcut>) {
  return { keys, label: name, run: () => ran.push(name), ...more };
}

function on(layer: number, ...shortcuts: readonly Shortcut[]) {
  return registry.register({ layer, shortcuts: () => shortcuts });
}

function press(key: string, at = 0, situation: PressSituation = 'page', more?: Partial<KeyPress>) {
  const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
  return registry.press({ key, code: '', ...none, ...more }, at, situation);
}

describe('a single key', () => {
  it('runs what it stands for and is used up', () => {
    on(0, shortcut('c', 'create'));
    expect(press('c')).toBe(true);
    expect(ran).toEqual(['create']);
  });

  it('is left alone when it stands for nothing', () => {
    on(0, shortcut('c', 'create'));
    expect(press('d')).toBe(false);
  });

  it('may be one of several ways', () => {
    on(0, shortcut(['j', 'arrowdown'], 'down'));
    press('j');
    press('ArrowDown');
    expect(ran).toEqual(['down', 'down']);
  });

  it('means what was registered last, until that is gone', () => {
    on(0, shortcut('s', 'first'));
    const leave = on(0, shortcut('s', 'last'));
    press('s');
    leave();
    press('s');
    expect(ran).toEqual(['last', 'first']);
  });

  it.each([
    ['a value', false],
    ['a question', () => false],
  ])('rests while it does not apply, told by %s', (_, when) => {
    on(0, shortcut('x', 'check', { when }));
    expect(press('x')).toBe(false);
    expect(registry.listed()).toEqual([]);
  });
});

describe('a sequence', () => {
  beforeEach(() => {
    on(0, shortcut('g i', 'inbox'), shortcut('i', 'take'), shortcut('b', 'board'));
  });

  it('runs at its second key, and not what that key alone means', () => {
    expect(press('g', 0)).toBe(true);
    expect(press('i', 500)).toBe(true);
    expect(ran).toEqual(['inbox']);
  });

  it('is forgotten after 1.2 s', () => {
    press('g', 0);
    press('i', 1300);
    expect(ran).toEqual(['take']);
  });

  it('gives way to what the second key means by itself', () => {
    press('g', 0);
    press('b', 100);
    expect(ran).toEqual(['board']);
  });

  it('is not broken by a modifier on its way down', () => {
    press('g', 0);
    press('Shift', 50, 'page', { shiftKey: true });
    press('i', 100);
    expect(ran).toEqual(['inbox']);
  });
});

describe('where the focus is', () => {
  const cases: readonly (readonly [PressSituation, string, boolean])[] = [
    ['page', 'c', true],
    ['page', 'Enter', true],
    ['typing', 'c', false],
    ['typing', 'Enter', false],
    ['popup', 'c', false],
    ['control', 'c', true],
    ['control', 'Enter', false],
    ['control', ' ', false],
  ];

  it.each(cases)('on %s, %s runs: %s', (situation, key, runs) => {
    on(0, shortcut('c', 'c'), shortcut('enter', 'Enter'), shortcut(' ', ' '));
    expect(press(key, 0, situation)).toBe(runs);
  });

  it.each(['typing', 'popup', 'control'] as const)('Ctrl+Enter runs on %s', (situation) => {
    on(0, shortcut('mod+enter', 'save'));
    expect(press('Enter', 0, situation, { ctrlKey: true })).toBe(true);
  });
});

describe('a dialog', () => {
  it('has its keys apply alone while it is open', () => {
    on(0, shortcut('c', 'page'));
    on(1, shortcut('d', 'dialog'));
    const close = registry.openLayer(1);
    press('c');
    press('d');
    expect(registry.listed().map(({ label }) => label)).toEqual(['dialog']);
    close();
    press('c');
    press('d');
    expect(ran).toEqual(['dialog', 'page']);
  });

  it('over a dialog rests the one below', () => {
    on(1, shortcut('d', 'below'));
    on(2, shortcut('d', 'above'));
    registry.openLayer(1);
    const close = registry.openLayer(2);
    press('d');
    close();
    press('d');
    expect(ran).toEqual(['above', 'below']);
  });
});
