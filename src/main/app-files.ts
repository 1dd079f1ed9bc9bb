import { join } from 'node:path';

/** Where the built application lies: `out/main/x.js` runs, `resources/` stands beside `out/`. */
export function appFiles(mainFolder: string): {
  readonly out: string;
  readonly resources: string;
  readonly interfaceFolder: string;
} {
  const out = join(mainFolder, '..');
  return {
    out,
    resources: join(out, '..', 'resources'),
    interfaceFolder: join(out, 'renderer'),
  };
}
