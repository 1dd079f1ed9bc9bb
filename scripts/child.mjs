import { spawn } from 'node:child_process';
import { delimiter, dirname } from 'node:path';
import { inRoot, nodeProgram, root } from './project.mjs';

/** Everything that prepares a run speaks on stderr, so that stdout stays the program's own. */
export const onStderr = /** @type {const} */ (['ignore', 2, 2]);

/**
 * The environment in which local tools run: Node 24 and node_modules/.bin first on the path.
 *
 * @returns {NodeJS.ProcessEnv}
 */
export function toolEnvironment() {
  const node = nodeProgram();
  const first = [...(node ? [dirname(node)] : []), inRoot('node_modules', '.bin')];
  const pathKey = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  return { ...process.env, [pathKey]: [...first, process.env[pathKey] ?? ''].join(delimiter) };
}

/**
 * Runs a program to its end, passing on Ctrl+C and friends.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{
 *   cwd?: string,
 *   env?: NodeJS.ProcessEnv,
 *   stdio?: import('node:child_process').StdioOptions,
 *   shell?: boolean,
 *   seconds?: number,
 *   onOutput?: (text: string) => void,
 * }} [options] `seconds` bounds the run; `onOutput` gets what a piped program prints
 * @returns {Promise<number>} the exit code; 128 + the number of the signal, as shells have it;
 *   127 when it could not be started; 124 when it ran out of time
 */
export function run(command, args, options = {}) {
  const { cwd = root, env = toolEnvironment(), stdio = 'inherit', shell = false } = options;
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio, shell });
    let late = false;
    const alarm =
      options.seconds &&
      setTimeout(() => {
        late = true;
        child.kill('SIGKILL');
      }, options.seconds * 1000);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => options.onOutput?.(text));
    }
    const pass = passedSignals.map((signal) => {
      const forward = () => void child.kill(signal);
      process.on(signal, forward);
      return () => process.off(signal, forward);
    });
    /** @param {number} code */
    const end = (code) => {
      clearTimeout(alarm || undefined);
      for (const stop of pass) stop();
      resolve(code);
    };
    child.on('error', () => end(127));
    child.on('close', (code, signal) => end(late ? 124 : (code ?? 128 + signalNumber(signal))));
  });
}

/** @type {NodeJS.Signals[]} */
const passedSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** @param {NodeJS.Signals | null} signal */
const signalNumber = (signal) =>
  ({ SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 })[String(signal)] ?? 1;
