import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgres } from '#store/open-postgres.ts';
import { openSqlite } from '#store/open-sqlite.ts';
import { scratchFolder } from '#tests/support/engine.ts';
import { freshDatabase } from '#tests/support/postgres.ts';
import { dataModelPage } from './data-model-page.ts';
import { postgresFacts, sqliteFacts, type TableFacts } from './table-facts.ts';
import { readMeanings } from './table-meanings.ts';

const PAGE = join(import.meta.dirname, '..', '..', 'docs', 'data-model.md');

let sqlite: ReadonlyMap<string, TableFacts>;
let postgres: ReadonlyMap<string, TableFacts>;
const ends: (() => unknown)[] = [];

beforeAll(async () => {
  const folder = scratchFolder();
  ends.push(() => rmSync(folder, { recursive: true, force: true }));
  const options = { program: 'the page of the data model', newWord: () => 'word' };
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
  await expect(dataModelPage({ sqlite, postgres, meanings: readMeanings() })).toMatchFileSnapshot(
    PAGE,
  );
});

test('both databases have the same columns, keys and references', () => {
  const rulesOf = (facts: TableFacts | undefined) => ({
    columns: [...(facts?.columns ?? [])].map(([name, { isNullable }]) => [name, isNullable]),
    key: facts?.key,
    unique: facts?.unique.map((columns) => columns.join()).toSorted(),
    references: facts?.references.map((one) => Object.values(one).join()).toSorted(),
  });
  for (const [name, facts] of sqlite)
    expect([name, rulesOf(postgres.get(name))]).toEqual([name, rulesOf(facts)]);
});
