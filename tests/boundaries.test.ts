import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ScratchProject, scratchProject } from './support/scratch-project.ts';

/* The import law is kept by the linter and the compiler. Here each refusal is shown to refuse. */

type Faults = ReadonlyMap<string, readonly string[]>;

/** A file of this layer that holds this one statement. */
interface Case {
  readonly layer: string;
  readonly code: string;
}

/** Refused by the linter: who may import which package or layer. */
const refusedImports: readonly Case[] = [
  ...['react', 'kysely', 'node:fs', 'electron', '#protocol/api.ts', '#store/tables.ts'].map(
    from('domain'),
  ),
  ...['node:crypto', 'react', 'ws', '#store/tables.ts', '#engine/feed.ts'].map(from('protocol')),
  ...['electron', 'react', 'zod/v4', '#protocol/api.ts', '#engine/feed.ts'].map(from('store')),
  ...['kysely', 'pg', 'better-sqlite3', 'electron', 'ws', 'node-diff3', '#main/host.ts'].map(
    from('engine'),
  ),
  ...['node:fs', 'react', 'zod', '#engine/feed.ts', '#main/host.ts'].map(from('preload')),
  ...[
    'electron',
    'node:path',
    'pg',
    'ws',
    '#store/tables.ts',
    '#engine/feed.ts',
    '#main/host.ts',
  ].map(from('renderer')),
  ...['electron', 'react', 'ws', 'kysely', '#renderer/api.ts', '#cli/index.ts'].map(from('main')),
  ...['ws', 'better-sqlite3', '#renderer/api.ts'].map(from('main/electron')),
  ...['electron', 'better-sqlite3', '#renderer/api.ts'].map(from('main/browser')),
  ...['electron', 'react', 'pg', '#renderer/api.ts', '#main/electron/window.ts'].map(from('cli')),
  ...['electron', 'react', 'pg', 'better-sqlite3', 'kysely', '#cli/table.ts', '#main/host.ts'].map(
    from('server'),
  ),
];

const allowedImports: readonly Case[] = [
  ...['zod', 'node-diff3', './floor.ts'].map(from('domain')),
  ...['zod', '#domain/ids.ts'].map(from('protocol')),
  ...[
    'kysely',
    'kysely/migration',
    'pg',
    'better-sqlite3',
    'node:fs/promises',
    '#domain/ids.ts',
  ].map(from('store')),
  ...[
    '#store/tables.ts',
    '#protocol/api.ts',
    'csv-parse',
    'node:zlib',
    'uuid',
    '@aws-sdk/client-s3',
  ].map(from('engine')),
  ...['electron', '#protocol/channels.ts'].map(from('preload')),
  ...['react', 'react-dom/client', '@tanstack/react-table', '#domain/index.ts', './app.css'].map(
    from('renderer'),
  ),
  ...['#engine/engine.ts', '#protocol/api.ts', 'node:worker_threads'].map(from('main')),
  ...['electron', '#protocol/channels.ts'].map(from('main/electron')),
  ...['ws', 'node:http'].map(from('main/browser')),
  ...['#engine/engine.ts', '#main/browser/serve.ts', 'node:util'].map(from('cli')),
  ...[
    'fastify',
    '@fastify/helmet',
    'jose',
    'graphql-yoga',
    '@aws-sdk/client-s3',
    '#engine/engine.ts',
    '#store/errors.ts',
    'node:http',
  ].map(from('server')),
];

/** Refused by the linter in the pure layers: what types cannot see. */
const impure = [
  'Date.now()',
  'new Date()',
  'new Date',
  'Date()',
  "Date['now']()",
  'Math.random()',
  "Math['random']()",
  'crypto.randomUUID()',
  'globalThis.crypto',
  'performance.now()',
  'setTimeout(() => {}, 1)',
]
  .map(constant)
  .concat('export const { random } = Math;');
const pure = ['new Date(0)', 'Date.UTC(2026, 0)', 'Date.parse("2026-01-01")', 'Math.max(1, 2)'].map(
  constant,
);

const relativeLayers = [
  "export { x } from '../domain/ids.ts';",
  "import type { X } from '../../domain/ids.ts';\nexport type Y = X;",
  "export const x = () => import('../store/tables.ts');",
];

const deadlocks = [
  'db.transaction().execute(async (tx) => [tx, await db.selectFrom("issue").execute()])',
  'db.transaction().setIsolationLevel("serializable").execute((tx) => [tx, db])',
  'db.transaction((tx) => [tx, db.write.selectFrom("issue")])',
  'db.transaction((tx) => db.transaction((inner) => [tx, inner]))',
];
const transactions = [
  'db.transaction().execute((tx) => tx.selectFrom("issue").execute())',
  'db.transaction((tx) => [tx.db, db.read, db.loadRows(tx, [])])',
];

/** Refused by the compiler: [layer, code, the error's number]. */
const refusedTypes: readonly (Case & { readonly error: string })[] = [
  { layer: 'domain', code: "export { floor as a } from '#store/floor.ts';", error: 'TS6307' },
  { layer: 'protocol', code: "export { floor as a } from '#engine/floor.ts';", error: 'TS6307' },
  { layer: 'store', code: "export { floor as a } from '#engine/floor.ts';", error: 'TS6307' },
  { layer: 'engine', code: "export { floor as a } from '#main/floor.ts';", error: 'TS6307' },
  { layer: 'preload', code: "export { floor as a } from '#engine/floor.ts';", error: 'TS6307' },
  { layer: 'renderer', code: "export { floor as a } from '#engine/floor.ts';", error: 'TS6307' },
  { layer: 'main', code: "export { floor as a } from '#cli/floor.ts';", error: 'TS6307' },
  { layer: 'engine', code: "export { floor as a } from '#server/floor.ts';", error: 'TS6307' },
  { layer: 'server', code: "export { floor as a } from '#main/floor.ts';", error: 'TS6307' },
];
const missingGlobals: readonly (Case & { readonly error: string })[] = [
  { layer: 'domain', code: 'export const a = process.env;', error: 'TS2591' },
  { layer: 'domain', code: 'export const a = document;', error: 'TS2584' },
  { layer: 'domain', code: 'export const a = crypto;', error: 'TS2304' },
  { layer: 'protocol', code: 'export const a = Buffer;', error: 'TS2591' },
  { layer: 'store', code: 'export const a = window;', error: 'TS2304' },
  { layer: 'renderer', code: 'export const a = process.env;', error: 'TS2591' },
];

describe('the linter', () => {
  let project: ScratchProject;
  let faults: Faults;
  const files = new Map<string, string>();

  const put = (group: string, { layer, code }: Case) => {
    const path = `src/${layer}/${group}-${files.size}.ts`;
    files.set(key(group, { layer, code }), path);
    project.write(path, `${code}\n`);
  };
  const said = (group: string, one: Case) =>
    faults.get(files.get(key(group, one)) ?? 'no such file') ?? [];

  beforeAll(async () => {
    project = scratchProject();
    for (const one of refusedImports) put('import', one);
    for (const one of allowedImports) put('import', one);
    for (const code of [...impure, ...pure]) {
      put('effect', { layer: 'domain', code });
      put('effect', { layer: 'protocol', code });
    }
    for (const code of relativeLayers) put('relative', { layer: 'engine', code });
    for (const code of [...deadlocks, ...transactions]) {
      put('transaction', { layer: 'store', code: `export const a = (db) => ${code};` });
    }
    faults = await project.lint();
  });
  afterAll(() => project.remove());

  it.each(refusedImports)('refuses in $layer: $code', (one) => {
    expect(said('import', one)).toContainEqual(
      expect.stringMatching(`src/${one.layer} may import only`),
    );
  });

  it.each(allowedImports)('allows in $layer: $code', (one) => {
    expect(said('import', one)).toEqual([]);
  });

  it.each(impure)('refuses in the pure layers: %s', (code) => {
    for (const layer of ['domain', 'protocol']) {
      expect(said('effect', { layer, code })).toContainEqual(
        expect.stringMatching(/come in from outside|Do not use the global variable/),
      );
    }
  });

  it.each(pure)('allows in the pure layers: %s', (code) => {
    expect(said('effect', { layer: 'domain', code })).toEqual([]);
  });

  it.each(relativeLayers)('refuses another layer by a path: %s', (code) => {
    expect(said('relative', { layer: 'engine', code })).toEqual([
      'Another layer is imported by its name, as in #domain/index.ts.',
    ]);
  });

  it.each(deadlocks)('refuses the outer database inside a transaction: %s', (code) => {
    const one = { layer: 'store', code: `export const a = (db) => ${code};` };
    expect(said('transaction', one)).toEqual([
      'Inside a transaction only its own database may be asked; the outer one waits for ever.',
    ]);
  });

  it.each(transactions)('allows a transaction that asks its own: %s', (code) => {
    expect(
      said('transaction', { layer: 'store', code: `export const a = (db) => ${code};` }),
    ).toEqual([]);
  });
});

describe('the compiler', () => {
  // A refused import hides the other errors of its project, so each kind has a project of its own.
  const faultsOf = async (cases: readonly Case[]) => {
    const project = scratchProject();
    cases.forEach(({ layer, code }, index) => {
      project.write(`src/${layer}/case-${index}.ts`, `${code}\n`);
    });
    const faults = await project.check();
    project.remove();
    return cases.map(({ layer }, index) => faults.get(`src/${layer}/case-${index}.ts`) ?? []);
  };
  let upward: readonly (readonly string[])[];
  let globals: readonly (readonly string[])[];

  beforeAll(async () => {
    upward = await faultsOf(refusedTypes);
    globals = await faultsOf(missingGlobals);
  });

  it.each(refusedTypes.map((one, index) => ({ ...one, index })))(
    'refuses an import upwards in $layer: $code ($error)',
    ({ index, error }) => {
      expect(upward[index]).toContainEqual(expect.stringMatching(`^${error}:`));
    },
  );

  it.each(missingGlobals.map((one, index) => ({ ...one, index })))(
    'knows nothing of Node or the page in $layer: $code ($error)',
    ({ index, error }) => {
      expect(globals[index]).toContainEqual(expect.stringMatching(`^${error}:`));
    },
  );
});

describe('the house numbers', () => {
  const root = join(import.meta.dirname, '..');
  const longerThan = (limit: number, patterns: readonly string[]) =>
    globSync([...patterns], { cwd: root })
      .map((path) => ({
        path,
        lines: readFileSync(join(root, path), 'utf8').split('\n').length - 1,
      }))
      .filter(({ lines }) => lines > limit);

  it('no source is longer than 400 lines', () => {
    const sources = ['src/**/*.{ts,tsx,css}', 'scripts/*.mjs', 'bench/**/*.ts', '*.config.ts'];
    expect(longerThan(400, sources)).toEqual([]);
  });

  it('no test is longer than 800 lines', () => {
    expect(longerThan(800, ['tests/**/*.{ts,tsx,mjs}'])).toEqual([]);
  });
});

/** Makes a case of an import. */
function from(layer: string): (source: string) => Case {
  return (source) => ({ layer, code: `export * from '${source}';` });
}

function constant(expression: string): string {
  return `export const a = ${expression};`;
}

function key(group: string, { layer, code }: Case): string {
  return `${group} ${layer} ${code}`;
}
