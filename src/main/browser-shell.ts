import { defaultWorkspaceFolder } from '#engine/workspace-folder.ts';
import { appFiles } from './app-files.ts';
import { serve } from './browser/serve.ts';
import { parseHostFlags, WrongFlag } from './flags.ts';
import { StoreRefused } from './host.ts';
import { openSampleWhereEmpty } from './open-sample.ts';

/* The browser shell as a program: what `npm start` runs where Electron's program cannot be had. */

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());

try {
  const flags = parseHostFlags(process.argv.slice(2));
  const { resources, interfaceFolder } = appFiles(import.meta.dirname);
  await serve(
    {
      folder: flags.workspace ?? defaultWorkspaceFolder(),
      resources,
      interfaceFolder,
      port: flags.port,
      open: flags.open,
      onReady: (link) => process.stdout.write(`Katydid is ready at ${link}\n`),
      ...(flags.sample ? { prepare: openSampleWhereEmpty } : {}),
    },
    stopping.signal,
  );
} catch (error) {
  const known = error instanceof WrongFlag || error instanceof StoreRefused;
  process.stderr.write(`${known ? error.message : String(error)}\n`);
  process.exitCode = error instanceof WrongFlag ? 2 : 1;
}
