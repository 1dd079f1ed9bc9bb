import { execFile } from 'node:child_process';
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** The rules of this project, without its sources: what the tools say about any file put in. */
export interface ScratchProject {
  write(path: string, text: string): void;
  /** Biome's complaints, a list of messages for each file that has some. */
  lint(): Promise<ReadonlyMap<string, readonly string[]>>;
  /** The compiler's complaints, likewise. */
  check(): Promise<ReadonlyMap<string, readonly string[]>>;
  remove(): void;
}

/** Makes a project in a temporary folder with this one's settings and walls. */
export function scratchProject(): ScratchProject {
  const folder = mkdtempSync(join(tmpdir(), 'katydid-walls-'));
  const settings = [
    '.gitignore',
    'biome.json',
    'lint',
    'package.json',
    'tsconfig.base.json',
    ...globSync('src/*/{biome,tsconfig}.json', { cwd: root }),
  ];
  for (const path of settings) cpSync(join(root, path), join(folder, path), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  const layers = globSync('src/*/tsconfig.json', { cwd: root }).map((path) => dirname(path));

  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const references = layers.map((path) => ({ path: `./${path}` }));
  write('tsconfig.json', JSON.stringify({ files: [], references }));
  // A layer without any file is an error of its own.
  for (const layer of layers) write(`${layer}/floor.ts`, 'export const floor = 0;\n');

  const run = (tool: string, ...args: readonly string[]) =>
    new Promise<string>((resolve) => {
      const script = join(folder, 'node_modules', tool);
      const options = { cwd: folder, maxBuffer: 64 << 20 };
      // A tool that finds faults ends with an error; its output is what counts.
      execFile(process.execPath, [script, ...args], options, (_error, stdout) => resolve(stdout));
    });

  return {
    write,
    lint: async () => {
      const report: BiomeReport = JSON.parse(
        await run('@biomejs/biome/bin/biome', 'lint', '--reporter=json', '--max-diagnostics=none'),
      );
      return grouped(
        report.diagnostics.map(({ location, message }) => ({
          path: location.path.replaceAll('\\', '/'),
          message: typeof message === 'string' ? message : message.map((m) => m.content).join(''),
        })),
      );
    },
    check: async () => {
      const output = await run('typescript/bin/tsc', '--build', '--pretty', 'false');
      return grouped(
        output.split('\n').flatMap((line) => {
          const found = /^(.+?)\(\d+,\d+\): error (TS\d+: .*)$/.exec(line.trim());
          return found ? [{ path: String(found[1]), message: String(found[2]) }] : [];
        }),
      );
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

interface BiomeReport {
  readonly diagnostics: readonly {
    readonly location: { readonly path: string };
    readonly message: string | readonly { readonly content: string }[];
  }[];
}

function grouped(faults: readonly { path: string; message: string }[]) {
  const byFile = new Map<string, string[]>();
  for (const { path, message } of faults) {
    byFile.set(path, [...(byFile.get(path) ?? []), message]);
  }
  return byFile;
}
