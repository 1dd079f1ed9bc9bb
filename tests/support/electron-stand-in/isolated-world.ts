import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { CDPSession } from 'playwright';
import type { FromPreload } from './worlds/crossing.ts';
import { mainWorld } from './worlds/main-world.ts';
import { preloadWorld } from './worlds/preload-world.ts';

const WORLD = 'electron-preload';

/** The preload's side of a window. */
export interface IsolatedWorld {
  /** Calls one of the world's globals; waits for the preload script where it has not run yet. */
  call(name: '__receive' | '__reply', ...args: readonly unknown[]): void;
}

/**
 * Gives every document of the page an isolated world in which the preload script runs, as Electron
 * does with contextIsolation.
 *
 * @param devtools the page's session
 * @param preload the built script; none for a window without
 */
export async function openIsolatedWorld(
  devtools: CDPSession,
  preload: string | undefined,
  onMessage: (message: FromPreload) => void,
): Promise<IsolatedWorld> {
  const secret = JSON.stringify(`stand-in-${randomBytes(8).toString('hex')}-`);
  const mainFrame = (await devtools.send('Page.getFrameTree')).frameTree.frame.id;
  let world: number | undefined;
  let early: string[] = [];

  const evaluate = (expression: string) => {
    if (world === undefined) {
      early.push(expression);
      return;
    }
    // The document may be gone by now; Electron drops such messages too.
    devtools.send('Runtime.evaluate', { expression, contextId: world }).catch(() => {});
  };

  devtools.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.name !== WORLD || context.auxData?.frameId !== mainFrame) return;
    world = context.id;
    const waiting = early;
    early = [];
    for (const expression of waiting) evaluate(expression);
  });
  devtools.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
    if (executionContextId === world) world = undefined;
  });
  devtools.on('Runtime.bindingCalled', ({ name, payload }) => {
    if (name === '__ipc') onMessage(JSON.parse(payload));
  });

  await devtools.send('Runtime.enable');
  await devtools.send('Runtime.addBinding', { name: '__ipc', executionContextName: WORLD });
  await devtools.send('Page.enable');
  await devtools.send('Page.addScriptToEvaluateOnNewDocument', {
    source: `(${mainWorld})(${secret})`,
  });
  if (preload !== undefined) {
    const script = `function (require, module, exports) {\n${readFileSync(preload, 'utf8')}\n}`;
    await devtools.send('Page.addScriptToEvaluateOnNewDocument', {
      worldName: WORLD,
      source: `(${preloadWorld})(${secret}, ${script})`,
    });
  }
  return {
    call: (name, ...args) =>
      evaluate(`${name}(${args.map((value) => JSON.stringify(value)).join(', ')})`),
  };
}
