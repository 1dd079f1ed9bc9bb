import { COLUMN_VALUES } from './column-values.ts';
import type { Facts, IndexFacts, TableFacts } from './table-facts.ts';
import type { TableMeaning } from './table-meanings.ts';

export interface DataModel {
  readonly sqlite: Facts;
  readonly postgres: Facts;
  readonly meanings: ReadonlyMap<string, TableMeaning>;
}

const HEAD = `# Data model

The tables of a store, the same on SQLite and on PostgreSQL. \`npm run docs\` writes this page from a fresh
database of each kind and from the docstrings of the interfaces in \`src/store\`; a test fails where it is
not current.

- Ids are UUIDs as text: version 7 where they are drawn, version 8 where they are derived from an
  Idempotency-Key. What a command makes by itself has an id derived from the command's.
- Instants are milliseconds since 1970, flags 0 or 1, texts compared by code point on both databases.
  \`…_fold\` is the text beside it in small letters (NFC), for comparing ignoring case.
- Other tables name people, projects, severities and tags by their small number \`n\`, issues and comments
  by their row number \`seq\`. A \`seq\` is never used twice.
- \`version\` is the \`head.v\` under which a row was last changed.
- Full text: SQLite has two FTS5 tables, \`issue_words\` and \`comment_words\`, which keep no text and are
  made anew from the rows; PostgreSQL has \`word_entry\` instead.

In the diagrams, tables show the columns of their keys: \`PK\` primary, \`UK\` unique, \`FK\` points to another
table.
`;

/** The parts of the page, each of the tables that one file declares. */
const PARTS = [
  { file: 'tables.ts', title: 'The workspace and its history' },
  { file: 'issue-tables.ts', title: 'Issues and what belongs to them' },
  { file: 'personal-tables.ts', title: 'What the interface keeps for a person' },
  { file: 'server-tables.ts', title: 'What a team server keeps' },
  { file: 'search/search-tables.ts', title: 'Search' },
];

/**
 * The page `docs/data-model.md`: by part a diagram, then a table of columns for every table.
 * @throws where a table or a column of a database has no meaning, or a meaning has no column
 */
export function dataModelPage(model: DataModel): string {
  const names = new Set([...model.sqlite.keys(), ...model.postgres.keys()]);
  checkMeanings(names, model);
  const parts = PARTS.map(({ file, title }) => {
    const own = [...names].filter((name) => model.meanings.get(name)?.file === file).toSorted();
    const sections = own.map((name) => section(name, model));
    return [`## ${title}`, '', diagram(own, model), '', ...sections].join('\n');
  });
  return `${[HEAD, ...parts].join('\n').trimEnd()}\n`;
}

function checkMeanings(names: ReadonlySet<string>, model: DataModel): void {
  for (const name of names) {
    if (!model.meanings.has(name)) throw new Error(`The table ${name} has no meaning.`);
  }
  for (const [name, { file, columns }] of model.meanings) {
    if (!PARTS.some((part) => part.file === file)) throw new Error(`No part has ${file}.`);
    const there = factsOf(name, model).columns;
    for (const column of columns.keys()) {
      if (!there.has(column)) throw new Error(`There is no column ${name}.${column}.`);
    }
  }
  for (const name of COLUMN_VALUES.keys()) {
    const [table = '', column = ''] = name.split('.');
    if (!factsOf(table, model).columns.has(column)) throw new Error(`There is no column ${name}.`);
  }
}

function factsOf(name: string, { sqlite, postgres }: DataModel): TableFacts {
  const facts = sqlite.get(name) ?? postgres.get(name);
  if (facts === undefined) throw new Error(`There is no table ${name}.`);
  return facts;
}

/** Names are quoted, since some of them are words of Mermaid's own. */
function diagram(names: readonly string[], model: DataModel): string {
  const tables = names.flatMap((name) => {
    const facts = factsOf(name, model);
    const keys = [...facts.columns].flatMap(([column, { type }]) => {
      const marks = marksOf(column, facts);
      return marks.length === 0 ? [] : [`    ${type} ${column} ${marks.join(', ')}`];
    });
    return [`  "${name}" {`, ...keys, '  }'];
  });
  const lines = names.flatMap((name) => {
    const { columns, key, references } = factsOf(name, model);
    return references.map(({ column, table }) => {
      const one = columns.get(column)?.isNullable ? '|o' : '||';
      const many = key.length === 1 && key[0] === column ? 'o|' : 'o{';
      return `  "${table}" ${one}--${many} "${name}" : "${column}"`;
    });
  });
  return ['```mermaid', 'erDiagram', ...tables, ...lines, '```'].join('\n');
}

function marksOf(column: string, { key, indexes, references }: TableFacts): readonly string[] {
  return [
    ...(key.includes(column) ? ['PK'] : []),
    ...(references.some((one) => one.column === column) ? ['FK'] : []),
    ...(indexes.some((one) => isUniqueKey(one) && one.columns.includes(column)) ? ['UK'] : []),
  ];
}

/** A rule for all rows; a unique index of some of them is told with its condition. */
function isUniqueKey({ isUnique, where }: IndexFacts): boolean {
  return isUnique && where === null;
}

function section(name: string, model: DataModel): string {
  const meaning = model.meanings.get(name);
  const facts = factsOf(name, model);
  const rows = [...facts.columns].map(([column, { isNullable }]) => {
    const text = meaning?.columns.get(column);
    if (text === undefined) throw new Error(`The column ${name}.${column} has no meaning.`);
    const types = [model.sqlite, model.postgres].map(
      (database) => database.get(name)?.columns.get(column)?.type ?? '–',
    );
    const values = COLUMN_VALUES.get(`${name}.${column}`);
    const cells = [
      column,
      types.join(' / '),
      isNullable ? 'yes' : '',
      keysOf(column, facts),
      values === undefined ? text : `${text} Values: ${values}.`,
    ];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  });
  return [
    `### ${name}`,
    '',
    meaning?.purpose ?? '',
    '',
    '| column | type on SQLite / PostgreSQL | null | key | meaning |',
    '|---|---|---|---|---|',
    ...rows,
    '',
    ...indexLines(name, model),
  ].join('\n');
}

function keysOf(column: string, { key, indexes, references }: TableFacts): string {
  const target = references.find((one) => one.column === column);
  return [
    ...(key.includes(column) ? ['primary'] : []),
    ...indexes
      .filter((index) => isUniqueKey(index) && index.columns.includes(column))
      .map(({ columns }) => (columns.length === 1 ? 'unique' : `unique (${columns.join(', ')})`)),
    ...(target ? [`→ ${target.table}.${target.key}`] : []),
  ].join(', ');
}

function indexLines(name: string, model: DataModel): readonly string[] {
  const sqlite = model.sqlite.get(name)?.indexes ?? [];
  const both = new Set(sqlite.map(indexText));
  const more = (model.postgres.get(name)?.indexes ?? []).filter((one) => !both.has(indexText(one)));
  return [...indexLine('Indexes', sqlite), ...indexLine('Indexes on PostgreSQL alone', more)];
}

function indexLine(title: string, indexes: readonly IndexFacts[]): readonly string[] {
  const told = indexes.filter((index) => !isUniqueKey(index)).map(indexText);
  return told.length === 0 ? [] : [`${title}: ${told.join('; ')}.`, ''];
}

function indexText({ columns, isUnique, where }: IndexFacts): string {
  const text = `${isUnique ? 'unique ' : ''}(${columns.join(', ')})`;
  return where === null ? text : `${text} where \`${where}\``;
}
