import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { v7 } from 'uuid';
import { WebSocket } from 'ws';
import type { CallInput, CallName, CallOutput, FeedMessage, TaskShape } from '#protocol/api.ts';
import type { Result } from '#protocol/result.ts';
import { seededRandom } from './fill-placeholders.ts';

/*
 * A page of the browser shell without its picture: a process that `host.bench.ts` starts, which
 * calls over the WebSocket as the interface does. It is told a scene, and answers what it measured.
 */

/** What a scene measured, in milliseconds. */
export interface Scene {
  /** How long calls that read took to be answered, by the phase of the import (`''`: there is none). */
  readonly reads: Times;
  /** The same of calls that write. */
  readonly writes: Times;
  /** How long each phase of the import took. */
  readonly phases: Readonly<Record<string, number>>;
  /** How many issues the import made. */
  readonly created: number;
}

/** By the phase in which a call was made. */
export type Times = Record<string, number[]>;
export type SceneName = 'idle' | 'use' | 'import';

const IDLE_MS = 10_000;
const USE_MS = 20_000;
const PAUSE_MS = 30;
const WRITE_PAUSE_MS = 200;
const PIECE_BYTES = 3 * 1024 * 1024;
const TYPED = ['crash when printing', 'the build', 'font size', 'unable to debug', 'a'];
const ISSUES = 100_099;

const [link = '', file = ''] = process.argv.slice(2);
const entered = await fetch(link, { redirect: 'manual' });
const { origin, host } = new URL(link);
const socket = new WebSocket(`ws://${host}/ws`, {
  origin,
  headers: { cookie: entered.headers.get('set-cookie')?.split(';')[0] ?? '' },
});
const waiting = new Map<number, (result: unknown) => void>();
const listeners = new Set<(message: FeedMessage) => void>();
let next = 1;
socket.on('message', (text) => {
  const message = JSON.parse(String(text)) as { n: number; result: unknown; feed?: FeedMessage };
  if (message.feed) for (const tell of listeners) tell(message.feed);
  else waiting.get(message.n)?.(message.result);
});
await new Promise((resolve) => socket.once('open', resolve));

async function call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  const n = next++;
  const answered = new Promise<unknown>((resolve) => waiting.set(n, resolve));
  socket.send(JSON.stringify({ n, name, input }));
  const result = (await answered) as Result<CallOutput<N>>;
  waiting.delete(n);
  if (!result.ok) throw new Error(`${name}: ${result.error.message}`);
  return result.value;
}

let phase = '';

async function timedCall<N extends CallName>(times: Times, name: N, input: CallInput<N>) {
  const [since, during] = [performance.now(), phase];
  const value = await call(name, input);
  times[during] ??= [];
  times[during].push(performance.now() - since);
  return value;
}

const random = seededRandom(5);
const page = (query: string, offset: number) => ({
  query,
  group: 'none' as const,
  collapsed: [],
  timeZone: 'UTC',
  offset,
  count: 50,
});

/** Pages through the list and types searches until told to stop. */
async function browse(times: Times, goesOn: () => boolean): Promise<void> {
  for (let turn = 0; goesOn(); turn += 1) {
    const text = TYPED[turn % TYPED.length] ?? '';
    for (let window = 0; window < 10 && goesOn(); window += 1) {
      await timedCall(times, 'issues.page', page('', Math.floor(random() * (ISSUES - 50))));
      await sleep(PAUSE_MS);
    }
    for (let length = 1; length <= text.length && goesOn(); length += 1) {
      await timedCall(times, 'issues.page', page(text.slice(0, length), 0));
      await sleep(PAUSE_MS);
    }
  }
}

/** Comments on one issue again and again until told to stop. */
async function comment(times: Times, goesOn: () => boolean): Promise<void> {
  const { rows } = await call('issues.page', page('sort:created', 0));
  const issue = rows[0]?.id;
  while (goesOn()) {
    const args = { id: v7(), issue, content: 'Seen again.' };
    const commands = [{ id: v7(), name: 'comment.add', args }];
    const { outcomes } = await timedCall(times, 'execute', { commands });
    const [outcome] = outcomes;
    if (outcome?.outcome === 'rejected') throw new Error(outcome.error?.message);
    await sleep(WRITE_PAUSE_MS);
  }
}

/** Hands the file over in pieces, as the page does. */
async function upload(): Promise<string> {
  const handle = await open(file);
  const { size } = await handle.stat();
  const { file: id } = await call('file.begin', { name: basename(file), size });
  const piece = Buffer.alloc(PIECE_BYTES);
  for (let at = 0; at < size; ) {
    const { bytesRead } = await handle.read(piece, 0, PIECE_BYTES, at);
    await call('file.append', { file: id, base64: piece.toString('base64', 0, bytesRead) });
    at += bytesRead;
  }
  await handle.close();
  return id;
}

async function importing(): Promise<Scene> {
  const ended = Promise.withResolvers<TaskShape>();
  const phases: Record<string, number> = {};
  let since = 0;
  listeners.add((message) => {
    if (message.kind !== 'task' || message.task.phase === phase) return;
    phases[phase] = performance.now() - since;
    since = performance.now();
    phase = message.task.phase;
    if (['done', 'failed', 'cancelled'].includes(phase)) ended.resolve(message.task);
  });
  const id = await upload();
  since = performance.now();
  phase = 'reading';
  await call('import.start', { file: id, dryRun: false, skipBad: false });
  let running = true;
  const reads: Times = {};
  const writes: Times = {};
  const others = Promise.all([browse(reads, () => running), comment(writes, () => running)]);
  const task = await ended.promise;
  running = false;
  await others;
  if (task.report === null) throw new Error(task.error?.message ?? 'The import has no report.');
  return { reads, writes, phases, created: task.report.created };
}

async function play(scene: SceneName): Promise<Scene> {
  const reads: Times = {};
  if (scene === 'import') return importing();
  if (scene === 'idle') await sleep(IDLE_MS);
  else {
    const until = performance.now() + USE_MS;
    await browse(reads, () => performance.now() < until);
  }
  return { reads, writes: {}, phases: {}, created: 0 };
}

process.on('message', (scene: SceneName) => {
  void play(scene).then((played) => process.send?.(played));
});
process.send?.('ready');
