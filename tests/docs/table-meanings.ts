import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const STORE = join(import.meta.dirname, '..', '..', 'src', 'store');
const FILES = [
  'tables.ts',
  'issue-tables.ts',
  'server-tables.ts',
  'personal-tables.ts',
  'stamps.ts',
  'search/search-tables.ts',
];

/** What the docstrings of a table's interface say. */
export interface TableMeaning {
  /** The file that it stands in, under `src/store`. */
  readonly file: string;
  readonly purpose: string;
  /** By column. */
  readonly columns: ReadonlyMap<string, string>;
}

interface Declared extends TableMeaning {
  readonly base: string | undefined;
}

const INTERFACE =
  /(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n)?export interface (\w+)(?: extends (\w+))? \{\n([\s\S]*?)^\}$/gm;
const MEMBER = /(?:^ {2}\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n)?^ {2}(?:readonly )?(\w+): ([^;]+);$/gm;

/**
 * What every table and column means, as the interfaces of the store tell it. The layout is what the
 * formatter writes, so that no compiler is needed to read it.
 *
 * @returns by the table's name
 * @throws where a table or a column has no docstring
 */
export function readMeanings(): ReadonlyMap<string, TableMeaning> {
  const declared = new Map<string, Declared>();
  const tables = new Map<string, string>();
  for (const file of FILES) {
    const source = readFileSync(join(STORE, file), 'utf8');
    for (const [, text = '', name = '', base, body = ''] of source.matchAll(INTERFACE)) {
      const members = [...body.matchAll(MEMBER)];
      const columns = members.map(([, about = '', column = '']) => [column, plain(about)] as const);
      declared.set(name, { file, purpose: plain(text), columns: new Map(columns), base });
      if (name !== 'Schema') continue;
      for (const [, , table = '', type = ''] of members) tables.set(table, type);
    }
  }
  return new Map([...tables].map(([table, type]) => [table, meaningOf(type, declared)]));
}

function meaningOf(type: string, declared: ReadonlyMap<string, Declared>): TableMeaning {
  const own = declared.get(type);
  if (own === undefined) throw new Error(`No interface ${type} was found.`);
  const base = own.base === undefined ? undefined : declared.get(own.base);
  const columns = new Map([...(base?.columns ?? []), ...own.columns]);
  if (own.purpose === '') throw new Error(`${type} has no docstring.`);
  for (const [column, text] of columns) {
    if (text === '') throw new Error(`${type}.${column} has no docstring.`);
  }
  return { file: own.file, purpose: own.purpose, columns };
}

/** The text of a docstring in one line. */
function plain(docstring: string): string {
  return docstring
    .replaceAll(/\s*\n\s*\* ?/g, ' ')
    .trim()
    .replaceAll(/\s+/g, ' ');
}
