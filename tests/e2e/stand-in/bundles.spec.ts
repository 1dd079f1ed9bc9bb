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
    const imports = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\(\s*)["']([^"'\s]+)["']/g;
    for (const [, name = ''] of text.matchAll(imports)) {
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
  for (const program of ['index', 'browser-shell', 'cli', 'engine.worker']) {
    const packages = packagesOf(`main/${program}.js`);
    const others = packages.filter((name) => !['electron', 'better-sqlite3'].includes(name));
    expect(others, program).toEqual([]);
  }
});

test('the sandboxed preload needs electron alone', () => {
  expect(packagesOf('preload/index.cjs')).toEqual(['electron']);
});
