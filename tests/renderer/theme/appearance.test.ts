import { beforeEach, describe, expect, it } from 'vitest';
import { type AppearanceMemory, startAppearance } from '#renderer/theme/appearance.ts';

let root: { dataset: Record<string, string | undefined> };
let system: FakeSystem;
let kept: string | null;

const memory: AppearanceMemory = {
  read: () => kept,
  write: (text) => {
    kept = text;
  },
};

class FakeSystem {
  matches = false;
  #listeners = new Set<() => void>();
  addEventListener(_type: 'change', listener: () => void) {
    this.#listeners.add(listener);
  }
  removeEventListener(_type: 'change', listener: () => void) {
    this.#listeners.delete(listener);
  }
  turn(dark: boolean) {
    this.matches = dark;
    for (const listener of this.#listeners) listener();
  }
}

beforeEach(() => {
  root = { dataset: {} };
  system = new FakeSystem();
  kept = null;
});

describe('at start', () => {
  it.each([
    [false, 'light'],
    [true, 'dark'],
  ])('follows a system that is dark: %s', (dark, theme) => {
    system.matches = dark;
    startAppearance(root, system, memory);
    expect(root.dataset).toEqual({ theme, density: 'standard' });
  });

  it('shows what was chosen before, whatever the system says', () => {
    kept = JSON.stringify({ theme: 'dark', density: 'compact' });
    startAppearance(root, system, memory);
    expect(root.dataset).toEqual({ theme: 'dark', density: 'compact' });
  });

  it.each(['', 'null', '[]', '{"theme":"pink","density":3}', '{'])(
    'reads %s as nothing',
    (text) => {
      kept = text;
      expect(startAppearance(root, system, memory).current()).toEqual({
        theme: 'system',
        density: 'standard',
      });
    },
  );
});

describe('afterwards', () => {
  it('changes with the system, while the choice is the system', () => {
    const appearance = startAppearance(root, system, memory);
    system.turn(true);
    expect(root.dataset.theme).toBe('dark');
    appearance.choose({ theme: 'light' });
    system.turn(false);
    system.turn(true);
    expect(root.dataset.theme).toBe('light');
  });

  it('shows, keeps and tells a choice', () => {
    const appearance = startAppearance(root, system, memory);
    let told = 0;
    const leave = appearance.subscribe(() => {
      told += 1;
    });
    appearance.choose({ density: 'comfortable' });
    leave();
    appearance.choose({ density: 'compact' });
    expect(told).toBe(1);
    expect(root.dataset.density).toBe('compact');
    expect(startAppearance(root, system, memory).current().density).toBe('compact');
  });
});
