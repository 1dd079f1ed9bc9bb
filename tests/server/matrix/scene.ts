import { createHash } from 'node:crypto';
import type { IssueId, UserId } from '#domain/ids.ts';
import type { Issue } from '#domain/issue/issue.ts';
import { seesIssue, seesProject } from '#domain/permissions.ts';
import type { Project } from '#domain/project/project.ts';
import type { User } from '#domain/user/user.ts';
import type { Workflow } from '#domain/workflow/workflow.ts';
import { loadRows } from '#store/load-rows.ts';
import type { Person, TestServer } from '#tests/support/server.ts';

/** How somebody stands to what they ask for. */
export const RELATIONS = [
  'reporter',
  'assignee',
  'author',
  'member',
  'stranger',
  'outsider',
  'confidential reporter',
  'confidential stranger',
] as const;
export type Relation = (typeof RELATIONS)[number];

/** People and things that every cell of the matrix shares. */
export interface Stage {
  readonly server: TestServer;
  /** Reports, writes and works where the person of the cell does not. */
  readonly others: { readonly reporter: Person; readonly assignee: Person };
  readonly severity: string;
  /** Severities that each person wrote while they were somebody who can; each is taken once. */
  readonly written: ReadonlyMap<UserId, string[]>;
}

/** What a person may know when the verdict is asked of the permission table. */
export interface Facts {
  readonly user: User;
  readonly issue: Issue;
  readonly project: Project;
  readonly workflow: Workflow;
  readonly seesIssue: boolean;
  readonly seesProject: boolean;
}

/** Behind all others: one before them would move every severity, and every issue that has it. */
export const LAST_RANK = 1000;

const NOTHING = createHash('sha256').update('').digest('hex');
let count = 0;

/** One issue in one project, and what belongs to them, as the relation says; parts come on demand. */
export class Scene {
  readonly person: Person;
  readonly relation: Relation;
  readonly project: string;
  readonly issue: string;
  readonly #stage: Stage;

  private constructor(
    stage: Stage,
    person: Person,
    relation: Relation,
    ids: { readonly project: string; readonly issue: string },
  ) {
    this.#stage = stage;
    this.person = person;
    this.relation = relation;
    this.project = ids.project;
    this.issue = ids.issue;
  }

  static async make(stage: Stage, person: Person, relation: Relation): Promise<Scene> {
    const { server, others } = stage;
    const ids = { project: fresh(server), issue: fresh(server) };
    const isPrivate = relation === 'member' || relation === 'outsider';
    const members = [others.reporter.id, others.assignee.id];
    await server.run('project.create', {
      id: ids.project,
      key: nextKey(),
      name: 'A project',
      visibility: isPrivate ? 'private' : 'public',
      members: relation === 'member' ? [...members, person.id] : members,
    });
    const scene = new Scene(stage, person, relation, ids);
    await scene.#makeIssue(ids.issue, relation === 'assignee' ? person.id : others.assignee.id);
    return scene;
  }

  async #makeIssue(id: string, assignee: UserId | null): Promise<void> {
    const { server, others, severity } = this.#stage;
    const isOwn = this.relation === 'reporter' || this.relation === 'confidential reporter';
    const args = {
      id,
      project: this.project,
      severity,
      title: 'It fails',
      description: 'So it is.',
      bug: { stepsToReproduce: 'Look.' },
      confidential: this.relation.startsWith('confidential'),
      assignee,
    };
    await server.run('issue.create', args, isOwn ? this.person.id : others.reporter.id);
  }

  /** Who wrote what has an author: the person of the cell, or somebody else. */
  get author(): UserId {
    if (this.relation === 'author') return this.person.id;
    const { others, server } = this.#stage;
    // The usual one does not see what is confidential to the person of the cell.
    return this.relation === 'confidential reporter' ? server.admin.id : others.reporter.id;
  }

  /** The author, as whoever sends a request. */
  get #writer(): Person {
    if (this.relation === 'author') return this.person;
    const { others, server } = this.#stage;
    return this.relation === 'confidential reporter' ? server.admin : others.reporter;
  }

  get someone(): Person {
    return this.#stage.others.assignee;
  }

  fresh(): string {
    return fresh(this.#stage.server);
  }

  async facts(): Promise<Facts> {
    const { store } = this.#stage.server.engine;
    const wanted = { issue: [this.issue], user: [this.person.id] };
    const { rows } = await loadRows(store.read, store.dialect, { rows: wanted });
    const user = rows.user.find(({ id }) => id === this.person.id);
    const issue = rows.issue.find(({ id }) => id === this.issue);
    const project = rows.project.find(({ id }) => id === issue?.project);
    const workflow = rows.workflow.find(({ name }) => name === 'standard');
    if (!user || !issue || !project || !workflow) throw new Error('The scene is not there.');
    return {
      user,
      issue,
      project,
      workflow,
      seesIssue: seesIssue(user, project, issue),
      seesProject: seesProject(user, project),
    };
  }

  async comment(): Promise<string> {
    const id = this.fresh();
    await this.#run('comment.add', { id, issue: this.issue, content: 'Yes.' }, this.author);
    return id;
  }

  /** Another issue of the same kind, for relations. */
  async otherIssue(): Promise<string> {
    const id = this.fresh();
    await this.#makeIssue(id, null);
    return id;
  }

  async relationRow(): Promise<string> {
    const id = this.fresh();
    const args = { id, issue: this.issue, other: await this.otherIssue(), kind: 'relates' };
    await this.#run('issue.relate', args, this.author);
    return id;
  }

  /** An empty file, which is attached at once. */
  async attachment(): Promise<string> {
    const announced = await this.#writer.post(`/api/issues/${this.issue}/uploads`, announcement(0));
    return announced.body.data.attachment;
  }

  /** A file that is coming in, by the author; 0 of its bytes have come. */
  async upload(): Promise<string> {
    const announced = await this.#writer.post(`/api/issues/${this.issue}/uploads`, announcement(1));
    return announced.body.data.id;
  }

  /** Who wrote the severity: the person of the cell, or the first admin. */
  get severityAuthor(): UserId {
    return this.relation === 'author' ? this.person.id : this.#stage.server.admin.id;
  }

  /** Testers and developers never could write one; the person did while they were a manager. */
  async severity(): Promise<string> {
    const { server, written } = this.#stage;
    if (this.relation !== 'author') return writeSeverity(server, this.severityAuthor);
    const id = written.get(this.person.id)?.pop();
    if (id === undefined) throw new Error('The person wrote too few severities.');
    return id;
  }

  async tag(): Promise<string> {
    const id = this.fresh();
    await this.#run('tag.create', { id, name: name(), colour: '#336699' });
    return id;
  }

  async view(shared: boolean): Promise<string> {
    const id = this.fresh();
    const args = {
      id,
      name: name(),
      query: 'is:open',
      columns: [],
      grouping: 'none',
      layout: 'list',
      shared,
    };
    await this.#run('view.create', args, this.author);
    return id;
  }

  async rule(): Promise<string> {
    const id = this.fresh();
    await this.#run('rule.create', {
      id,
      project: this.project,
      name: name(),
      order: 1,
      when: { severities: [], tags: [], type: null, text: '' },
      candidates: { users: [this.someone.id], roles: [] },
      strategy: 'least-loaded',
      enabled: true,
    });
    return id;
  }

  async workflow(): Promise<string> {
    const id = this.fresh();
    await this.#run('workflow.create', { id, definition: definition(name()) });
    return id;
  }

  /** A person of their own, or the person of the cell where they are the author. */
  async user(): Promise<UserId> {
    return this.relation === 'author' ? this.person.id : this.someone.id;
  }

  /** The same, but somebody whom no other cell changes. */
  async ownUser(): Promise<UserId> {
    if (this.relation === 'author') return this.person.id;
    const id = this.fresh() as UserId;
    const username = name().toLowerCase().replace(' ', '-');
    await this.#run('user.create', { id, username, name: username, role: 'tester' });
    return id;
  }

  /** A notification: the author's own, or somebody else's. */
  async notification(): Promise<string | null> {
    const { server } = this.#stage;
    const issue = this.fresh();
    const { severity } = this.#stage;
    const args = { id: issue, project: this.project, severity, title: 'Told', description: 'So.' };
    await server.run('issue.create', args);
    await server.run('issue.assign', { issue, assignee: this.author });
    const row = await server.engine.store.read
      .selectFrom('notification')
      .innerJoin('issue', 'issue.seq', 'notification.issue')
      .select('notification.id')
      .where('issue.id', '=', issue)
      .where('notification.kind', '=', 'assigned')
      .executeTakeFirst();
    return row?.id ?? null;
  }

  async unassign(): Promise<void> {
    await this.#run('issue.unassign', { issue: this.issue as IssueId });
  }

  #run(command: string, args: unknown, as?: UserId): Promise<void> {
    return this.#stage.server.run(command, args, as);
  }
}

/**
 * A severity of somebody who may create one.
 * @returns its id
 */
export async function writeSeverity(server: TestServer, author: UserId): Promise<string> {
  const id = fresh(server);
  const args = { id, level: name(), rank: LAST_RANK, colour: '#336699' };
  await server.run('severity.create', args, author);
  return id;
}

export function definition(called: string) {
  return {
    name: called,
    states: [
      { name: 'open', label: 'Open', category: 'todo' },
      { name: 'closed', label: 'Closed', category: 'closed' },
    ],
    initial: 'open',
    transitions: [{ from: 'open', to: 'closed', name: 'Close', allow: ['member'], require: [] }],
    permissions: {},
  };
}

export function announcement(size: number) {
  return { name: 'a.txt', mime: 'text/plain', size, sha256: NOTHING };
}

export function name(): string {
  count += 1;
  return `Name ${count}`;
}

/** `AAA`, `AAB` … */
export function nextKey(): string {
  count += 1;
  const letters = [count, count / 26, count / 676, count / 17_576];
  return letters.map((n) => String.fromCharCode(65 + (Math.floor(n) % 26))).join('');
}

function fresh(server: TestServer): string {
  return server.engine.clock.newId();
}
