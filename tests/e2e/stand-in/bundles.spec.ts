import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';

/* What the built programs load besides themselves: the fewer, the faster they start. */

const out = join(import.meta.dirname, '..', '..', '..', 'out');

/** The packages that a bundle still imports, through its own chunks too; Node's own left out. */
function packagesOf(bundle: string): readonly string[] {
  const packages = new Set<string>();
  const seen = new Set<string>();
  const pending = [join(out, bundle)];
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const text = readFileSync(file, 'utf8');
    // Each import of a bundle stands on a line of its own; comments begin otherwise.
    const statements = text.matchAll(/^(?:import|export)\b[^"'\n]*["']([^"'\n]+)["'];?$/gm);
    const calls = text.matchAll(/^[^*\n]*\b(?:import|require)\(["']([^"'\n]+)["']\)/gm);
    for (const [, name = ''] of [...statements, ...calls]) {
      if (name.startsWith('.')) pending.push(join(dirname(file), name));
      else if (!name.startsWith('node:') && !builtinModules.includes(name)) packages.add(name);
    }
  }
  return [...packages].sort();
}

test('only the Electron host loads electron', () => {
  expect(packagesOf('main/index.js')).toContain('electron');
  for (const program of ['browser-shell', 'cli', 'engine.worker']) {
    expect(packagesOf(`main/${program}.js`), program).not.toContain('electron');
  }
});

test('everything else is bundled but the native database', () => {
  expect(packagesOf('main/index.js')).toEqual(['electron']);
  expect(packagesOf('main/browser-shell.js')).toEqual([]);
  expect(packagesOf('main/engine.worker.js')).toEqual(['better-sqlite3']);
  const besides = packagesOf('main/cli.js').filter((name) => name !== 'better-sqlite3');
  expect(besides).toEqual([]);
});

test('the sandboxed preload needs electron alone', () => {
  expect(packagesOf('preload/index.cjs')).toEqual(['electron']);
});
