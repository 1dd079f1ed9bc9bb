import type { Recorded, Wish } from './messages.ts';

/* The stand-in's talk with the test that started it, over the channel between their processes. */

const answers = new Map<string, unknown[]>();
const wishes = new Map<Wish['wish'], (wish: never) => void>();

/** Tells the test that the application used this part of Electron. */
export function record(api: string, ...args: readonly unknown[]): void {
  process.send?.({ api, args: plain(args) } satisfies Recorded);
}

/**
 * What the test scripted as the answer of a dialog.
 *
 * @throws when it scripted none: a dialog that nobody expected is a failure
 */
export function scriptedAnswer(api: string): unknown {
  const next = answers.get(api);
  if (!next?.length) throw new Error(`The test scripted no answer for ${api}.`);
  return next.shift();
}

/** Lets a part of the stand-in fulfil what the test wishes. */
export function onWish<K extends Wish['wish']>(
  kind: K,
  fulfil: (wish: Extract<Wish, { wish: K }>) => void,
): void {
  wishes.set(kind, fulfil);
}

onWish('answer', ({ api, value }) => {
  answers.set(api, [...(answers.get(api) ?? []), value]);
});

process.on('message', (wish: Wish) => wishes.get(wish.wish)?.(wish as never));
// Listening to the test alone must not keep the application alive.
process.channel?.unref();

function plain(args: readonly unknown[]): unknown[] {
  return JSON.parse(
    JSON.stringify(args, (_key, value) => (typeof value === 'function' ? 'function' : value)),
  );
}
