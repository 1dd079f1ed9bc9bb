import { describe, expect, it } from 'vitest';
import { Turns } from '#server/rest/turns.ts';

describe('turns at a thing', () => {
  it('are taken one after another, whatever became of the one before', async () => {
    const turns = new Turns();
    const first = Promise.withResolvers<string>();
    const done: string[] = [];
    const work = (name: string) => async () => void done.push(name);
    const failed = turns.take('a', async () => {
      done.push(await first.promise);
      throw new Error('It fails.');
    });
    const second = turns.take('a', work('second'));
    const third = turns.take('a', work('third'));
    await turns.take('b', work('of another thing'));
    expect(done).toEqual(['of another thing']);
    first.resolve('first');
    await expect(failed).rejects.toThrow('It fails.');
    await Promise.all([second, third]);
    expect(done).toEqual(['of another thing', 'first', 'second', 'third']);
  });

  it('leave nothing behind', async () => {
    const turns = new Turns();
    const held = Promise.withResolvers<void>();
    const one = turns.take('a', () => held.promise);
    const two = turns.take('a', async () => turns.isTaken('a'));
    expect([turns.isTaken('a'), turns.isTaken('b')]).toEqual([true, false]);
    held.resolve();
    await one;
    expect(await two).toBe(true);
    expect(turns.isTaken('a')).toBe(false);
  });
});
