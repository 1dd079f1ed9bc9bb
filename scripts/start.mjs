import './preflight.mjs';
import util from 'node:util';
import { ensureBuilt } from './build.mjs';
import { run } from './child.mjs';
import { fetchElectron, whyNoElectronHere } from './electron-program.mjs';
import { ensureInstalled } from './install.mjs';
import { giveUp, inRoot, nodeProgram } from './project.mjs';

const USAGE = `npm start -- [--shell electron|browser] [--workspace DIR] [--port N] [--no-open] [--sample]`;

const options = readOptions();
await ensureInstalled();
await ensureBuilt();
const shell = await chooseShell();
// The host runs where the person stands, so that `--workspace DIR` means their DIR.
process.exitCode = await run(shell.program, [...shell.args, ...hostArguments()], {
  cwd: process.env.INIT_CWD ?? process.cwd(),
  env: { ...process.env, ...shell.env },
});

function readOptions() {
  try {
    const { values } = util.parseArgs({
      options: {
        shell: { type: 'string' },
        workspace: { type: 'string' },
        port: { type: 'string' },
        'no-open': { type: 'boolean' },
        sample: { type: 'boolean' },
      },
    });
    if (values.shell && !['electron', 'browser'].includes(values.shell)) {
      throw new Error(`--shell is electron or browser, not "${values.shell}".`);
    }
    return values;
  } catch (error) {
    return giveUp(`${error instanceof Error ? error.message : error}\nUsage: ${USAGE}`, 2);
  }
}

/** The options without --shell, as the host reads them. */
function hostArguments() {
  return process.argv.slice(2).filter((argument, index, all) => {
    const isShell = argument === '--shell' || argument.startsWith('--shell=');
    return !isShell && all[index - 1] !== '--shell';
  });
}

/**
 * Electron where its program is installed and can open a window, else the same application in the
 * browser; one line says why.
 */
async function chooseShell() {
  const browser = {
    program: nodeProgram() ?? process.execPath,
    args: [inRoot('out', 'main', 'browser-shell.js')],
    env: {},
  };
  if (options.shell === 'browser') return browser;

  const asked = options.shell === 'electron';
  const forBrowser =
    options['no-open'] || options.port ? '--port and --no-open are for it' : undefined;
  const obstacle = asked ? undefined : (forBrowser ?? whyNoElectronHere());
  const electron = obstacle ? { reason: obstacle } : await fetchElectron({ askAgain: asked });
  if (electron.program) {
    // Root cannot have Electron's sandbox; whoever asks for Electron by name gets it without.
    const env = process.getuid?.() === 0 ? { ELECTRON_DISABLE_SANDBOX: '1' } : {};
    return { program: electron.program, args: [inRoot('.')], env };
  }
  if (asked) return giveUp(`Electron cannot be started: ${electron.reason}.`);
  console.error(`Katydid opens in the browser, not in Electron: ${electron.reason}.`);
  return browser;
}
