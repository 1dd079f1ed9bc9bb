import type { IssueId, ProjectId } from '#domain/ids.ts';
import type { ImportRow } from '#domain/import/import-row.ts';
import type { Issue } from '#domain/issue/issue.ts';
import { seesProject } from '#domain/permissions.ts';
import type {
  AnswerName,
  Answers,
  Lookup,
  Question,
  ReadState,
  RowChange,
  TableName,
  Tables,
} from '#domain/state.ts';
import { foldCase } from '#domain/text.ts';
import { answer } from '#store/answer.ts';
import { among } from '#store/batch.ts';
import { loadRows } from '#store/load-rows.ts';
import type { KnownRows } from '#store/staging/known-rows.ts';
import type { Store } from '#store/store.ts';

/** The tables that stand in memory whole while a file is imported. */
const WHOLE = ['workspace', 'user', 'project', 'severity', 'tag', 'workflow'] as const;
type WholeTable = (typeof WHOLE)[number];

/**
 * What the commands of an import see: everything that issues name, in memory; issues of the
 * workspace, loaded for the rows at hand; issues of the file so far, without their texts, since only
 * duplicates look at them.
 */
export class ImportState implements ReadState {
  readonly #store: Store;
  readonly #whole: { readonly [T in WholeTable]: Map<string, Tables[T]> };
  readonly #names = new Map<string, string>();
  readonly #externals = new Map<string, IssueId>();
  readonly #staged = new Map<IssueId, Issue>();
  readonly #numbers = new Map<ProjectId, Set<number>>();
  readonly #firstNumbers: ReadonlyMap<string, number>;
  readonly #answers = new Map<string, unknown>();
  readonly #isEmpty: boolean;
  readonly #seqs = new Map<IssueId, number>();
  #loaded = new Map<string, Tables[TableName]>();
  #assignments = new Map<string, string | undefined>();

  constructor(store: Store, known: KnownRows) {
    this.#store = store;
    this.#isEmpty = known.issueSeq === 0;
    const byId = <Row extends { readonly id: string }>(rows: readonly Row[]) =>
      new Map(rows.map((row) => [row.id as string, row]));
    this.#whole = {
      workspace: byId([known.workspace]),
      user: byId(known.users.map(({ row }) => row)),
      project: byId(known.projects.map(({ row }) => row)),
      severity: byId(known.severities.map(({ row }) => row)),
      tag: byId(known.tags.map(({ row }) => row)),
      workflow: byId(known.workflows),
    };
    for (const table of WHOLE) {
      for (const row of this.#whole[table].values()) this.#name(table, row);
    }
    this.#firstNumbers = new Map(known.projects.map(({ row }) => [row.id, row.nextNumber]));
  }

  get<T extends TableName>(table: T, id: string): Tables[T] | undefined {
    const row = isWhole(table)
      ? this.#whole[table].get(id)
      : (this.#loaded.get(`${table} ${id}`) ?? this.#staged.get(id as IssueId));
    return row as Tables[T] | undefined;
  }

  find(lookup: Lookup): string | undefined {
    if (lookup.find === 'issue') return this.#externals.get(`${lookup.source}\0${lookup.value}`);
    if (lookup.find === 'assignment') return this.#assignments.get(lookup.value);
    return this.#names.get(nameKey(lookup.find, lookup.by, lookup.value));
  }

  answer<A extends AnswerName>(ask: A, of: Answers[A]['question']): Answers[A]['answer'] {
    const key = JSON.stringify({ ask, of });
    if (!this.#answers.has(key)) throw new Error(`The question was not asked: ${key}`);
    return this.#answers.get(key) as Answers[A]['answer'];
  }

  /** The issue of the workspace that an earlier import made of this row of that source. */
  issueOf(source: string, id: string): IssueId | undefined {
    return this.#externals.get(`${source}\0${id}`);
  }

  noteExternal(source: string, externalId: string, id: IssueId): void {
    this.#externals.set(`${source}\0${externalId}`, id);
  }

  /** Whether a row of the same issue came before in this file. */
  isStaged({ id, external }: Pick<ImportRow, 'id' | 'external'>): boolean {
    const known = external === null ? undefined : this.issueOf(external.source, external.id);
    return this.#staged.has(known ?? id);
  }

  /** Projects of the file or of the workspace: all that are known by now. */
  get projects(): readonly Tables['project'][] {
    return [...this.#whole.project.values()];
  }

  projectsSeenBy(person: Tables['user']): readonly Tables['project'][] {
    return this.projects.filter((project) => seesProject(person, project));
  }

  /** The number that was next in a project of the workspace; 1 for a project of the file. */
  firstNumber(project: string): number {
    return this.#firstNumbers.get(project) ?? 1;
  }

  /** The row number of an issue of the workspace that was loaded; undefined: it is of this file. */
  seqOf(issue: IssueId): number | undefined {
    return this.#seqs.get(issue);
  }

  /** Loads the issues of the workspace that these rows are, or are duplicates of; forgets others. */
  async load(rows: readonly ImportRow[]): Promise<void> {
    this.#answers.clear();
    if (this.#isEmpty) return;
    const ids = new Set<string>();
    for (const { id, external, duplicateOf } of rows) {
      ids.add((external && this.issueOf(external.source, external.id)) ?? id);
      if (duplicateOf !== null) ids.add(duplicateOf);
    }
    const linked = rows.flatMap(({ duplicateOf }) => duplicateOf ?? []);
    const wanted = [...ids].filter((id) => !this.#staged.has(id as IssueId));
    this.#loaded = new Map();
    this.#assignments = new Map();
    if (wanted.length === 0) return;
    const { read, dialect } = this.#store;
    const { rows: found, found: assignments } = await loadRows(read, dialect, {
      rows: { issue: wanted },
    });
    for (const row of found.issue) this.#loaded.set(`issue ${row.id}`, row);
    const seqs = await read
      .selectFrom('issue')
      .select(['id', 'seq'])
      .where(among(dialect, 'id', linked))
      .execute();
    for (const { id, seq } of seqs) this.#seqs.set(id as IssueId, seq);
    for (const row of found.assignment) this.#loaded.set(`assignment ${row.id}`, row);
    for (const { lookup, id } of assignments) this.#assignments.set(lookup.value, id);
  }

  /**
   * The row without comments and changes that stand in the workspace already, beyond those that the
   * last import brought: an export from here has what was written here since.
   */
  async withoutPresent(row: ImportRow): Promise<ImportRow> {
    const { external, id } = row;
    const known = (external && this.issueOf(external.source, external.id)) ?? id;
    const mark = this.get('issue', known)?.importMark;
    if (!mark) return row;
    const brought = { comments: Number(mark.comments), history: Number(mark.history) };
    const rest = {
      comments: row.comments.slice(brought.comments),
      history: row.history.slice(brought.history),
    };
    if (rest.comments.length + rest.history.length === 0) return row;
    const { read, dialect } = this.#store;
    const comments = await read
      .selectFrom('comment')
      .select('id')
      .where(among(dialect, 'id', idsOf(rest.comments)))
      .execute();
    const activity = await read
      .selectFrom('activity')
      .innerJoin('issue', 'issue.seq', 'activity.issue')
      .select('activity.id')
      .where('issue.id', '=', known)
      .where(among(dialect, 'activity.id', idsOf(rest.history)))
      .execute();
    const here = new Set([...comments, ...activity].map((one) => one.id));
    const isNew = (part: { readonly id: string }) => !here.has(part.id);
    return {
      ...row,
      comments: [...row.comments.slice(0, brought.comments), ...rest.comments.filter(isNew)],
      history: [...row.history.slice(0, brought.history), ...rest.history.filter(isNew)],
    };
  }

  /** Answers what a command asks about sets, from memory where that knows. */
  async ask(questions: readonly Question[]): Promise<void> {
    for (const question of questions) {
      this.#answers.set(JSON.stringify(question), await this.#answerTo(question));
    }
  }

  /** Takes over what a decision makes. Issues are kept without their texts. */
  apply(changes: readonly RowChange[]): void {
    for (const { table, id, row } of changes) {
      if (row === null) throw new Error(`An import removes no ${table}.`);
      if (isWhole(table)) {
        (this.#whole[table] as Map<string, Tables[TableName]>).set(id, row);
        this.#name(table, row as Tables[WholeTable]);
      } else if (table === 'issue') this.#stage(row);
    }
  }

  #stage(issue: Issue): void {
    const { id, project, number, external } = issue;
    this.#staged.set(id, {
      ...issue,
      title: '',
      description: '',
      bug: null,
      tags: [],
      watchers: [],
      importMark: null,
      external: null,
    });
    if (external !== null) this.noteExternal(external.source, external.id, id);
    const numbers = this.#numbers.get(project);
    if (numbers === undefined) this.#numbers.set(project, new Set([number]));
    else numbers.add(number);
  }

  #name(table: WholeTable, row: Tables[WholeTable]): void {
    if (table === 'user') {
      const { id, username, email } = row as Tables['user'];
      this.#names.set(nameKey('user', 'username', username), id);
      if (email !== null) this.#names.set(nameKey('user', 'email', email), id);
    } else if (table === 'project') {
      this.#names.set(nameKey('project', 'key', (row as Tables['project']).key), row.id);
    } else if (table === 'tag') {
      this.#names.set(nameKey('tag', 'name', (row as Tables['tag']).name), row.id);
    } else if (table === 'severity') {
      this.#names.set(nameKey('severity', 'level', (row as Tables['severity']).level), row.id);
    }
  }

  async #answerTo(question: Question): Promise<unknown> {
    const { read, dialect } = this.#store;
    if (question.ask === 'issueByNumber') {
      const { project, number } = question.of;
      // Only whether there is one is asked.
      if (this.#numbers.get(project)?.has(number)) return number;
      if (number >= this.firstNumber(project)) return null;
    }
    if (question.ask === 'duplicateChain') return this.#chain(question.of.issue);
    return (await answer(read, dialect, question)).answer;
  }

  async #chain(issue: IssueId): Promise<readonly IssueId[]> {
    const chain: IssueId[] = [];
    for (let at: IssueId | null = issue; at !== null; ) {
      const staged = this.#staged.get(at);
      if (staged === undefined) {
        const { read, dialect } = this.#store;
        const rest = await answer(read, dialect, { ask: 'duplicateChain', of: { issue: at } });
        return [...chain, ...(rest.answer as readonly IssueId[])];
      }
      chain.push(at);
      at = chain.includes(staged.duplicateOf ?? at) ? null : staged.duplicateOf;
    }
    return chain;
  }
}

function idsOf(parts: readonly { readonly id: string }[]): readonly string[] {
  return parts.map(({ id }) => id);
}

const IS_WHOLE: ReadonlySet<TableName> = new Set(WHOLE);

function isWhole(table: TableName): table is WholeTable {
  return IS_WHOLE.has(table);
}

function nameKey(table: string, by: string, value: string): string {
  return `${table} ${by} ${foldCase(value)}`;
}
