import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgres } from '#store/open-postgres.ts';
import { openSqlite } from '#store/open-sqlite.ts';
import { scratchFolder } from '#tests/support/engine.ts';
import { freshDatabase } from '#tests/support/postgres.ts';
import { dataModelPage } from './data-model-page.ts';
import { type Facts, postgresFacts, sqliteFacts, type TableFacts } from './table-facts.ts';
import { readMeanings } from './table-meanings.ts';

const PAGE = join(import.meta.dirname, '..', '..', 'docs', 'data-model.md');

let sqlite: Facts;
let postgres: Facts;
const ends: (() => unknown)[] = [];

beforeAll(async () => {
  const options = { program: 'the page of the data model', newWord: () => 'word' };
  const folder = scratchFolder();
  ends.push(() => rmSync(folder, { recursive: true, force: true }));
  const file = await openSqlite({ ...options, file: join(folder, 'empty.sqlite') });
  ends.push(() => file.close());
  await file.migrate();
  sqlite = await sqliteFacts(file.read);
  const database = await freshDatabase();
  ends.push(() => database.drop());
  const server = await openPostgres({ ...options, url: database.url });
  ends.push(() => server.close());
  await server.migrate();
  postgres = await postgresFacts(server.read);
});

afterAll(async () => {
  for (const end of ends.reverse()) await end();
});

// `npm run docs` writes the page anew.
test('docs/data-model.md says what both databases hold', async () => {
  const page = dataModelPage({ sqlite, postgres, meanings: readMeanings() });
  await expect(page).toMatchFileSnapshot(PAGE);
});

test('both databases have the same tables, columns, keys, references and indexes', () => {
  const ruled = ({ columns, key, indexes, references }: TableFacts) => ({
    columns: [...columns].map(([name, { isNullable }]) => [name, isNullable]),
    key,
    indexes,
    references,
  });
  const onSqlite = [...sqlite].map(([name, facts]) => [name, ruled(facts)]);
  const onPostgres = [...postgres].map(([name, facts]) => [name, ruled(common(name, facts))]);
  expect(Object.fromEntries(onPostgres)).toEqual({
    ...Object.fromEntries(onSqlite),
    word_entry: expect.anything(),
  });
});

/** Without the indexes by which PostgreSQL sorts backwards with absent values last. */
function common(name: string, facts: TableFacts): TableFacts {
  if (name !== 'issue') return facts;
  const falls = (column: string) => column.includes(' desc');
  return { ...facts, indexes: facts.indexes.filter(({ columns }) => !columns.some(falls)) };
}

test('one open assignment an issue is a rule of some rows, and told so', () => {
  const open = { columns: ['issue'], isUnique: true, where: "status <> 'completed'" };
  expect(sqlite.get('assignment')?.indexes).toContainEqual(open);
  expect(postgres.get('assignment')?.indexes).toContainEqual(open);
});
