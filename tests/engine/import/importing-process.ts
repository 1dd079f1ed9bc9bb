import type { UserId } from '#domain/ids.ts';
import { openEngine } from '#engine/engine.ts';
import { runImport } from '#engine/import/run-import.ts';
import { RESOURCES } from '#tests/support/engine.ts';

/* Imports a file and kills itself on the way: folder, file, actor, phase, share of it that is done. */

const [folder = '', file = '', actor = '', fatal = '', share = '0'] = process.argv.slice(2);
const engine = await openEngine({ folder, resources: RESOURCES });
await runImport(engine, {
  actor: actor as UserId,
  file,
  dryRun: false,
  skipBad: false,
  signal: new AbortController().signal,
  onProgress: ({ phase, done, total }) => {
    if (phase === fatal && done >= Number(share) * (total ?? 0)) {
      process.kill(process.pid, 'SIGKILL');
    }
  },
});
