import { join } from 'node:path';
import { serve } from '#main/browser/serve.ts';
import { type CliCommand, count, WrongUsage } from './command.ts';

const MAX_PORT = 65_535;
/** The bundle lies in `out/main`. */
const OUT = join(import.meta.dirname, '..');

export const serveCommand: CliCommand = {
  name: 'serve',
  words: '',
  count: [0, 0],
  summary: 'Runs the application in the browser, on this machine alone, until Ctrl+C',
  flags: { port: { type: 'string' }, 'no-open': { type: 'boolean' } },
  flagHelp: [
    '--port N     the port (any free one)',
    '--no-open    print the link, open no browser',
  ],
  run: async ({ flags, folder, terminal }) => {
    const port = count(flags, 'port', 0);
    if (port > MAX_PORT) throw new WrongUsage(`--port takes a number from 0 to ${MAX_PORT}.`);
    await serve(
      {
        folder,
        port,
        open: flags['no-open'] !== true,
        resources: join(OUT, '..', 'resources'),
        interfaceFolder: join(OUT, 'renderer'),
        onReady: (link) =>
          terminal.out(
            flags.json ? `${JSON.stringify({ url: link })}\n` : `Katydid is ready at ${link}\n`,
          ),
      },
      terminal.stop,
    );
    return null;
  },
};
