import { parentPort, workerData } from 'node:worker_threads';
import { answerCall } from '#engine/calls.ts';
import { openEngine } from '#engine/engine.ts';
import { listenAs } from '#engine/listen-as.ts';
import { createSession } from '#engine/session.ts';
import { warmSearchSoon } from '#engine/warm-search.ts';
import type { FromWorker, ToWorker, WorkerStart } from './messages.ts';

/*
 * The engine worker: store, domain and queries live in this one thread, so that nothing they do can
 * hold up a window. One message a call; results and the feed go back the same way.
 */

const port = parentPort;
if (!port) throw new Error('This file runs as a worker of the host.');
const { folder, shell, resources } = workerData as WorkerStart;
const tell = (message: FromWorker) => port.postMessage(message);

try {
  const engine = await openEngine({ folder, resources });
  const session = await createSession(engine, { shell });
  const feed = listenAs(session, (message) => tell({ kind: 'feed', message }));
  const answering = new Set<Promise<void>>();
  port.on('message', (message: ToWorker) => {
    if (message.kind === 'close') {
      void Promise.all(answering)
        .then(() => engine.close())
        .finally(() => port.close());
      return;
    }
    const { n, name, input } = message;
    const answer = answerCall(session, name, input).then(async (result) => {
      // A page hears of its change before it hears that it is done.
      await feed.caughtUp();
      tell({ kind: 'result', n, result });
      answering.delete(answer);
    });
    answering.add(answer);
  });
  tell({ kind: 'ready' });
  warmSearchSoon(engine);
} catch (error) {
  tell({ kind: 'refused', message: error instanceof Error ? error.message : String(error) });
  port.close();
}
