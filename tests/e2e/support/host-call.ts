import type { Page } from '@playwright/test';
import type { CommandArgs, CommandName } from '#domain/commands.ts';
import type { CallInput, CallName, CallOutput } from '#protocol/api.ts';
import { newId } from '#renderer/new-id.ts';

/** Asks the host behind the page's back, as another window of the same person would. */
export async function callHost<N extends CallName>(
  page: Page,
  name: N,
  input: CallInput<N>,
): Promise<CallOutput<N>> {
  const result: unknown = await page.evaluate(askBehind, { name, input });
  const answer = result as { ok: boolean; value: CallOutput<N> };
  if (!answer.ok) throw new Error(`${name} was refused: ${JSON.stringify(result)}`);
  return answer.value;
}

/** Runs in the page: by the preload's bridge in Electron, else by a socket of its own. */
function askBehind(asked: { readonly name: string; readonly input: unknown }): Promise<unknown> {
  const { katydid } = window as {
    katydid?: { call: (name: string, input: unknown) => Promise<unknown> };
  };
  if (katydid !== undefined) return katydid.call(asked.name, asked.input);
  return new Promise((resolve, reject) => {
    const address = new URL('/ws', window.location.href);
    address.protocol = 'ws:';
    const socket = new WebSocket(address);
    socket.addEventListener('open', () => socket.send(JSON.stringify({ n: 1, ...asked })));
    socket.addEventListener('error', () => reject(new Error('The host is gone.')));
    socket.addEventListener('message', ({ data }) => {
      const message = JSON.parse(String(data)) as { n?: number; result?: unknown };
      if (message.n !== 1) return;
      socket.close();
      resolve(message.result);
    });
  });
}

/** A command as `runOnHost` takes it: its name and arguments. */
export type Wish = { [N in CommandName]: readonly [name: N, args: CommandArgs<N>] }[CommandName];

/** Runs commands as another window would; all must be accepted. */
export async function runOnHost(page: Page, ...wishes: readonly Wish[]): Promise<void> {
  const commands = wishes.map(([name, args]) => ({ id: newId(), name, args: { ...args } }));
  const { outcomes } = await callHost(page, 'execute', { commands, atomic: true });
  const refused = outcomes.find(({ outcome }) => outcome === 'rejected');
  if (refused) throw new Error(`A command was refused: ${JSON.stringify(refused)}`);
}
