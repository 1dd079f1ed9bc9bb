import { EXPORT_VERSION, type ExportHeader } from '#domain/import/export-record.ts';
import type { User } from '#domain/user/user.ts';
import { among } from '#store/batch.ts';
import { loadProjects, loadSeverities, loadTags, loadUsers } from '#store/load-tables.ts';
import type { Store } from '#store/store.ts';
import { time } from '../queries/shape.ts';

/** Collects, page by page, what the issues of an export name, for its first line. */
export class ExportHead {
  readonly #store: Pick<Store, 'read' | 'dialect'>;
  readonly #users = new Set<number>();
  readonly #projects = new Set<number>();
  readonly #tags = new Set<number>();

  constructor(store: Pick<Store, 'read' | 'dialect'>) {
    this.#store = store;
  }

  async add(seqs: readonly number[]): Promise<void> {
    const { read, dialect } = this.#store;
    const of = (column: string) => among(dialect, column, seqs);
    const issues = await read
      .selectFrom('issue')
      .innerJoin('issue_text', 'issue_text.issue', 'issue.seq')
      .select(['project', 'reporter', 'assignee', 'bug_author'])
      .where(of('issue.seq'))
      .execute();
    for (const { project, reporter, assignee, bug_author } of issues) {
      this.#projects.add(project);
      for (const n of [reporter, assignee, bug_author]) if (n !== null) this.#users.add(n);
    }
    const parts = await read
      .selectFrom('watcher')
      .select('user')
      .where(of('issue'))
      .union(read.selectFrom('comment').select('author as user').where(of('issue')))
      .union(read.selectFrom('assignment').select('assignee as user').where(of('issue')))
      .union(read.selectFrom('assignment').select('assigned_by as user').where(of('issue')))
      .union(read.selectFrom('activity').select('actor as user').where(of('issue')))
      .execute();
    for (const { user } of parts) this.#users.add(user);
    const tags = await read.selectFrom('issue_tag').select('tag').where(of('issue')).execute();
    for (const { tag } of tags) this.#tags.add(tag);
  }

  /** The line. Emails are told to admins, and one's own to oneself. */
  async line(reader: User, now: number): Promise<ExportHeader> {
    const { read, dialect } = this.#store;
    const projects = await loadProjects(read, dialect, await this.#ids('project', this.#projects));
    const members = projects.flatMap((project) => project.members);
    const users = await loadUsers(read, dialect, [
      ...new Set([...(await this.#ids('user', this.#users)), ...members]),
    ]);
    const usernames = new Map(users.map(({ id, username }) => [id, username]));
    const tags = await loadTags(read, dialect, await this.#ids('tag', this.#tags));
    const severities = await loadSeverities(read, dialect, await this.#ids('severity', null));
    const workflows = await read.selectFrom('workflow').select(['id', 'name']).execute();
    return {
      katydid: 'export',
      version: EXPORT_VERSION,
      exportedAt: time(now),
      projects: projects
        .map(({ key, name, description, visibility, workflow, members: ids }) => ({
          key,
          name,
          description,
          visibility,
          workflow: workflows.find(({ id }) => id === workflow)?.name ?? null,
          members: ids.flatMap((id) => usernames.get(id) ?? []).sort(),
        }))
        .sort((a, b) => inOrder(a.key, b.key)),
      people: users
        .map(({ id, username, name, role, email }) => ({
          username,
          name,
          role,
          email: reader.role === 'admin' || reader.id === id ? email : null,
        }))
        .sort((a, b) => inOrder(a.username, b.username)),
      severities: severities
        .map(({ level, description, rank, colour }) => ({ level, description, rank, colour }))
        .sort((a, b) => a.rank - b.rank),
      tags: tags
        .map(({ name, colour }) => ({ name, colour }))
        .sort((a, b) => inOrder(a.name, b.name)),
    };
  }

  /** Ids by number; of all rows where no numbers are given. */
  async #ids(
    table: 'user' | 'project' | 'tag' | 'severity',
    numbers: ReadonlySet<number> | null,
  ): Promise<readonly string[]> {
    const { read, dialect } = this.#store;
    const all = read.selectFrom(table).select('id');
    const rows = await (numbers === null
      ? all
      : all.where(among(dialect, 'n', [...numbers]))
    ).execute();
    return rows.map(({ id }) => id);
  }
}

function inOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
