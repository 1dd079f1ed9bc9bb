import Database from 'better-sqlite3';

/*
 * Whether two workspaces hold the same rows, as far as two imports of one file can: ids are drawn by
 * chance and numbers given in the order of writing, so what is compared is how many rows each table
 * has, how many bytes of text each of its columns, and how many words the full-text index holds.
 */

/**
 * Not compared: the mark of an import, which holds parts of ids; usernames, of which equal ones are
 * numbered in the order of writing; what is about the process that wrote.
 */
const BY_CHANCE = new Set([
  ...['import_mark', 'username', 'reporter_name', 'assignee_name'],
  ...['epoch', 'value', 'args_hash', 'outcome'],
]);
const INDEXES = ['issue_words', 'comment_words'];
/** How a full-text index lies on the disk depends on how it was merged. */
const NOT_ROWS =
  "name like 'sqlite_%' or name like '%\\_data' escape '\\' or name like '%\\_idx' escape '\\'";

/** What differs, a line each; none: they are the same. */
export function differences(one: string, other: string): string[] {
  const [first, second] = [countsOf(one), countsOf(other)];
  const lines: string[] = [];
  for (const name of new Set([...first.keys(), ...second.keys()])) {
    const [a, b] = [first.get(name), second.get(name)];
    if (a !== b) lines.push(`${name}: ${a ?? 'none'} and ${b ?? 'none'}`);
  }
  return lines;
}

function countsOf(file: string): ReadonlyMap<string, number> {
  const database = new Database(file, { readonly: true });
  const counts = new Map<string, number>();
  const all = (sql: string) => database.prepare(sql).all() as Record<string, string | number>[];
  const tables = all(`select name from sqlite_schema where type = 'table' and not (${NOT_ROWS})`);
  for (const { name: table } of tables) {
    if (INDEXES.includes(String(table))) continue;
    const columns = all(`select name, type from pragma_table_info('${table}')`)
      .filter(({ name, type }) => type === 'TEXT' && !BY_CHANCE.has(String(name)))
      .map(({ name }) => String(name));
    const sums = columns.map((name) => `, total(octet_length("${name}")) as "${name}"`).join('');
    const [row = {}] = all(`select count(*) as "rows"${sums} from "${table}"`);
    for (const [name, sum] of Object.entries(row)) counts.set(`${table}.${name}`, Number(sum));
  }
  for (const index of INDEXES) {
    database.exec(`create virtual table temp.vocabulary using fts5vocab(main, ${index}, row)`);
    const [row = {}] = all(
      'select count(*) as words, sum(doc) as texts, sum(cnt) as places from temp.vocabulary',
    );
    database.exec('drop table temp.vocabulary');
    for (const [name, sum] of Object.entries(row)) counts.set(`${index}.${name}`, Number(sum));
  }
  database.close();
  return counts;
}
