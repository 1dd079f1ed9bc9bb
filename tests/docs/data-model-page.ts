import type { TableFacts } from './table-facts.ts';
import type { TableMeaning } from './table-meanings.ts';

interface DataModel {
  readonly sqlite: ReadonlyMap<string, TableFacts>;
  readonly postgres: ReadonlyMap<string, TableFacts>;
  readonly meanings: ReadonlyMap<string, TableMeaning>;
}

const HEAD = `# Data model

The tables of a store, on SQLite and on PostgreSQL. This page is written by \`npm run docs\` from a fresh
database of each kind and from the docstrings of \`src/store/*tables.ts\`; a test fails where it is not
current.

- Instants are milliseconds since 1970, flags 0 or 1, ids UUIDs as text. Texts are compared by code
  point on both databases (\`COLLATE "C"\` on PostgreSQL).
- Other tables name people, projects, severities and tags by their small number \`n\`, issues and
  comments by their row number \`seq\`, which is never used twice.
- Full text: SQLite has two FTS5 tables, \`issue_words\` and \`comment_words\`, which keep no text and are
  made anew from the rows; PostgreSQL has \`word_entry\` instead.
`;

/**
 * The page `docs/data-model.md`: a diagram, then a table of columns for every table.
 * @throws where a table or a column of a database has no meaning
 */
export function dataModelPage(model: DataModel): string {
  const names = [...new Set([...model.sqlite.keys(), ...model.postgres.keys()])].toSorted();
  const sections = names.map((name) => section(name, model));
  return `${HEAD}\n${diagram(names, model)}\n${sections.join('\n')}`;
}

function factsOf(name: string, { sqlite, postgres }: DataModel): TableFacts {
  const facts = sqlite.get(name) ?? postgres.get(name);
  if (facts === undefined) throw new Error(`There is no table ${name}.`);
  return facts;
}

function diagram(names: readonly string[], model: DataModel): string {
  const lines = names.flatMap((name) => {
    const { columns, references } = factsOf(name, model);
    return references.map(({ column, table }) => {
      const one = columns.get(column)?.isNullable ? '|o' : '||';
      return `  ${quoted(table)} ${one}--o{ ${quoted(name)} : ${quoted(column)}`;
    });
  });
  return `\`\`\`mermaid\nerDiagram\n${lines.join('\n')}\n\`\`\`\n`;
}

function quoted(name: string): string {
  return `"${name}"`;
}

function section(name: string, model: DataModel): string {
  const meaning = model.meanings.get(name);
  if (meaning === undefined) throw new Error(`The table ${name} has no meaning.`);
  const facts = factsOf(name, model);
  const rows = [...facts.columns].map(([column, { isNullable }]) => {
    const text = meaning.columns.get(column);
    if (text === undefined) throw new Error(`The column ${name}.${column} has no meaning.`);
    const types = [model.sqlite, model.postgres].map(
      (database) => database.get(name)?.columns.get(column)?.type ?? '–',
    );
    const cells = [column, types.join(' / '), isNullable ? 'yes' : '', keysOf(column, facts), text];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  });
  const only = model.sqlite.has(name) ? '' : ' On PostgreSQL alone.';
  const indexes = facts.indexes.map((columns) => `(${columns.join(', ')})`);
  return [
    `## ${name}`,
    '',
    `${meaning.purpose}${meaning.purpose.includes('PostgreSQL alone') ? '' : only}`,
    '',
    '| column | type on SQLite / PostgreSQL | null | key | meaning |',
    '|---|---|---|---|---|',
    ...rows,
    '',
    ...(indexes.length > 0 ? [`Indexes: ${indexes.join(', ')}.`, ''] : []),
  ].join('\n');
}

function keysOf(column: string, { key, unique, references }: TableFacts): string {
  const target = references.find((one) => one.column === column);
  return [
    ...(key.includes(column) ? ['primary'] : []),
    ...unique
      .filter((columns) => columns.includes(column))
      .map((columns) => (columns.length === 1 ? 'unique' : `unique (${columns.join(', ')})`)),
    ...(target ? [`→ ${target.table}.${target.key}`] : []),
  ].join(', ');
}
