import { beforeEach, describe, expect, it } from 'vitest';
import { Delays } from '#server/auth/delays.ts';

describe('guessing', () => {
  let now: number;
  let delays: Delays;
  beforeEach(() => {
    now = 0;
    delays = new Delays({ free: 3, first: 1000, most: 5000 }, () => now);
  });

  /** Tries as soon as it may; answers how long that took. */
  function wrong(key = 'ana'): number {
    const wait = delays.wait(key) ?? 0;
    now += wait;
    delays.begin(key);
    return wait;
  }

  it('waits twice as long with every wrong try, up to the most', () => {
    expect([wrong(), wrong(), wrong()]).toEqual([0, 0, 0]);
    expect([wrong(), wrong(), wrong(), wrong(), wrong()]).toEqual([1000, 2000, 4000, 5000, 5000]);
  });

  it('counts tries that run at once', () => {
    for (const _ of [1, 2, 3]) delays.begin('ana');
    expect(delays.wait('ana')).toBe(1000);
  });

  it('of one says nothing about another', () => {
    for (const _ of [1, 2, 3, 4]) wrong();
    expect(delays.wait('bob')).toBeNull();
  });

  it('is over with the right one', () => {
    for (const _ of [1, 2, 3, 4]) wrong();
    delays.succeed('ana', { all: true });
    expect([wrong(), wrong(), wrong(), wrong()]).toEqual([0, 0, 0, 1000]);
  });

  it('elsewhere is not over with one right one', () => {
    for (const _ of [1, 2, 3]) wrong();
    delays.begin('ana');
    delays.succeed('ana', { all: false });
    expect([wrong(), wrong()]).toEqual([0, 2000]);
  });

  it('is forgotten after a while', () => {
    for (const _ of [1, 2, 3, 4]) wrong();
    now += 2 * 60 * 60_000;
    expect([wrong(), wrong(), wrong(), wrong()]).toEqual([0, 0, 0, 1000]);
  });
});
