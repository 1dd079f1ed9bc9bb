import type { UserId } from '#domain/ids.ts';
import { seesIssue, seesProject } from '#domain/permissions.ts';
import type { Project } from '#domain/project/project.ts';
import type { User } from '#domain/user/user.ts';
import { among } from '#store/batch.ts';
import type { Dialect } from '#store/dialect.ts';
import type { IssueFact } from '#store/live/issue-facts.ts';
import { loadProjects, loadUsers } from '#store/load-tables.ts';
import type { Read } from '#store/tables.ts';

/** Somebody with an open live query. */
export interface Viewer {
  /** `user.n`. */
  readonly n: number;
  readonly user: User;
}

/** Who may see what at one moment, judged by the domain. Replaced whole when rights change. */
export class Directory {
  readonly #projects: ReadonlyMap<number, Project>;
  readonly #viewers: Map<UserId, Viewer>;
  /** Grows with new people; a number always means the same person. */
  readonly #people: Map<number, UserId>;

  constructor(
    projects: ReadonlyMap<number, Project>,
    viewers: Map<UserId, Viewer>,
    people: Map<number, UserId>,
  ) {
    this.#projects = projects;
    this.#viewers = viewers;
    this.#people = people;
  }

  viewer(id: UserId): Viewer | undefined {
    return this.#viewers.get(id);
  }

  /** Keeps somebody who has a live query from now on. */
  admit(viewer: Viewer): void {
    this.#viewers.set(viewer.user.id, viewer);
  }

  dismiss(id: UserId): void {
    this.#viewers.delete(id);
  }

  sees({ user }: Viewer, fact: IssueFact): boolean {
    return seesIssue(user, this.#projectOf(fact), {
      confidential: fact.confidential,
      reporter: this.#person(fact.reporter),
      assignee: fact.assignee === 0 ? null : this.#person(fact.assignee),
    });
  }

  seesProjectOf({ user }: Viewer, fact: IssueFact): boolean {
    return seesProject(user, this.#projectOf(fact));
  }

  /**
   * Whether what this person sees, or what their projects are called, is otherwise in `next`. A
   * project that is new there hides nothing that was seen: that it is there is nobody's concern.
   */
  showsOtherwise(id: UserId, next: Directory): boolean {
    const before = this.#viewers.get(id);
    const after = next.#viewers.get(id);
    if (!before || !after || before.user.role !== after.user.role) return true;
    return [...this.#projects].some(([n, project]) => {
      const later = next.#projects.get(n);
      const seen = seesProject(before.user, project);
      if (!later || seesProject(after.user, later) !== seen) return seen || later !== undefined;
      return seen && (later.key !== project.key || later.name !== project.name);
    });
  }

  /** Makes sure that the people of these facts are known: who is new is in no earlier list. */
  async learn(db: Read, facts: Iterable<IssueFact>): Promise<void> {
    for (const { reporter, assignee } of facts) {
      if (this.#people.has(reporter) && (assignee === 0 || this.#people.has(assignee))) continue;
      for (const [n, id] of await loadPeople(db)) this.#people.set(n, id);
      return;
    }
  }

  /** The same people and projects, as they are now. */
  reload(db: Read, dialect: Dialect): Promise<Directory> {
    return loadDirectory(db, dialect, [...this.#viewers.keys()]);
  }

  #projectOf({ project }: IssueFact): Project {
    const row = this.#projects.get(project);
    if (!row) throw new Error(`The project of an issue is not known: ${project}`);
    return row;
  }

  #person(n: number): UserId {
    const id = this.#people.get(n);
    if (id === undefined) throw new Error(`A person of an issue is not known: ${n}`);
    return id;
  }
}

/** Reads who may see what, in a snapshot. */
export async function loadDirectory(
  db: Read,
  dialect: Dialect,
  viewers: readonly UserId[],
): Promise<Directory> {
  const numbers = await db.selectFrom('project').select(['n', 'id']).execute();
  const rows = await loadProjects(
    db,
    dialect,
    numbers.map(({ id }) => id),
  );
  const byId = new Map(rows.map((row) => [row.id as string, row]));
  const projects = new Map<number, Project>();
  for (const { n, id } of numbers) {
    const row = byId.get(id);
    if (row) projects.set(n, row);
  }
  return new Directory(projects, await loadViewers(db, dialect, viewers), await loadPeople(db));
}

/** People by id, in a snapshot. */
export async function loadViewers(
  db: Read,
  dialect: Dialect,
  ids: readonly UserId[],
): Promise<Map<UserId, Viewer>> {
  if (ids.length === 0) return new Map();
  const numbers = await db
    .selectFrom('user')
    .select(['n', 'id'])
    .where(among(dialect, 'id', ids))
    .execute();
  const numberOf = new Map(numbers.map(({ n, id }) => [id, n]));
  const users = await loadUsers(db, dialect, ids);
  return new Map(users.map((user) => [user.id, { n: numberOf.get(user.id) ?? 0, user }]));
}

async function loadPeople(db: Read): Promise<Map<number, UserId>> {
  const rows = await db.selectFrom('user').select(['n', 'id']).execute();
  return new Map(rows.map(({ n, id }) => [n, id as UserId]));
}
