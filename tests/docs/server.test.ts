import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { VARIABLES } from '#server/config.ts';
import { OPERATIONS } from '#server/operations/all.ts';

const GUIDE = readFileSync(new URL('../../docs/server.md', import.meta.url), 'utf8');

test('the guide tells of every variable, in the words of --help', () => {
  const rows = [...GUIDE.matchAll(/^\| `([A-Z0-9_]+)` \| (.*) \|$/gm)];
  expect(rows.map(([, name, what]) => [name, what])).toEqual(Object.entries(VARIABLES));
});

test('the guide names every operation that does something besides serving', () => {
  const named = new Set([...GUIDE.matchAll(/katydid-server ([a-z-]+)/g)].map(([, name]) => name));
  const operations = OPERATIONS.map(({ name }) => name).filter((name) => name !== 'serve');
  expect(operations.filter((name) => !named.has(name))).toEqual([]);
});
