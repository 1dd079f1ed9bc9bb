import type { IssueId, ProjectId, SeverityId, TagId, UserId, WorkflowId } from '../ids.ts';
import type { Project } from '../project/project.ts';
import type { Severity } from '../severity/severity.ts';
import type { Tag } from '../tag/tag.ts';
import { foldCase } from '../text.ts';
import type { Role, User } from '../user/user.ts';
import type { Category, Workflow } from '../workflow/workflow.ts';
import type { Makes } from './import-row.ts';
import { projectKeyFor } from './project-key.ts';
import { tagColourFor } from './tag-colour.ts';
import { usernameFor } from './username-slug.ts';

/** What the workspace knows before the first row. */
export interface KnownNames {
  readonly actor: User;
  /** Those that the actor sees. */
  readonly projects: readonly Project[];
  /** Keys of all projects, seen or not: a key is taken all the same. */
  readonly takenKeys: readonly string[];
  readonly workflows: readonly Workflow[];
  readonly defaultWorkflow: WorkflowId;
  readonly people: readonly User[];
  readonly severities: readonly Severity[];
  readonly tags: readonly Tag[];
  /** The issue that an earlier import made of this row of that source. */
  readonly issueOf: (source: string, id: string) => IssueId | undefined;
}

/** A person as far as the mapping must know: to name them, and whether they may be assigned. */
export type KnownPerson = Pick<User, 'id' | 'username' | 'name' | 'role' | 'blocked'>;

/** A person to find or make. Without a username one is slugged from the name. */
export interface PersonWish {
  readonly name: string;
  readonly username?: string;
  readonly email?: string | null;
  readonly role?: Role;
}

/** A project to find or make, by key where one is given, else by name. */
export interface ProjectWish {
  readonly name: string;
  readonly key?: string;
  readonly description?: string;
  readonly visibility?: Project['visibility'];
  readonly members?: readonly UserId[];
  readonly workflow?: string;
}

/**
 * Names taken so far, and the things they stand for; what is missing is noted to be made with the
 * next command (`takeMakes`). Mutable, and alive for one import.
 */
export class Directory {
  readonly #known: KnownNames;
  readonly #newId: () => string;
  readonly #projectsByName = new Map<string, Place>();
  readonly #projectsByKey = new Map<string, Place>();
  readonly #places = new Map<ProjectId, Place>();
  readonly #peopleByName = new Map<string, KnownPerson>();
  readonly #peopleByUsername = new Map<string, KnownPerson>();
  readonly #emails = new Set<string>();
  readonly #tags = new Map<string, TagId>();
  readonly #severities = new Map<string, SeverityId>();
  readonly #workflows = new Map<WorkflowId, Workflow>();
  readonly #takenKeys: Set<string>;
  #makes: MutableMakes = emptyMakes();

  constructor(known: KnownNames, newId: () => string) {
    this.#known = known;
    this.#newId = newId;
    this.#takenKeys = new Set(known.takenKeys);
    for (const workflow of known.workflows) this.#workflows.set(workflow.id, workflow);
    for (const project of known.projects) this.#admitProject(project);
    for (const person of known.people) this.#admitPerson(person, person.email);
    for (const tag of known.tags) this.#tags.set(foldCase(tag.name), tag.id);
    for (const severity of [...known.severities].sort((a, b) => a.rank - b.rank)) {
      this.#severities.set(foldCase(severity.level), severity.id);
    }
  }

  get actor(): User {
    return this.#known.actor;
  }

  issueOf(source: string, id: string): IssueId | undefined {
    return this.#known.issueOf(source, id);
  }

  place(id: ProjectId): Place | undefined {
    return this.#places.get(id);
  }

  project(wish: ProjectWish): Place {
    const found =
      wish.key === undefined
        ? this.#projectsByName.get(foldCase(wish.name))
        : this.#projectsByKey.get(wish.key);
    if (found !== undefined) return found;
    const key =
      wish.key !== undefined && !this.#takenKeys.has(wish.key)
        ? wish.key
        : projectKeyFor(wish.name, this.#takenKeys);
    const workflow = this.#known.workflows.find(({ name }) => name === wish.workflow)?.id ?? null;
    const made: Makes['projects'][number] = {
      id: this.#newId() as ProjectId,
      key,
      name: wish.name,
      description: wish.description ?? '',
      visibility: wish.visibility ?? 'public',
      members: [...new Set([this.actor.id, ...(wish.members ?? [])])],
      workflow,
    };
    this.#makes.projects.push(made);
    const place = this.#admitProject({ ...made, nextNumber: 1 });
    if (wish.key !== undefined) this.#projectsByKey.set(wish.key, place);
    return place;
  }

  /** By username where one is given, else by the name under which the source knows them. */
  person(wish: PersonWish): KnownPerson {
    const found =
      wish.username === undefined
        ? this.#peopleByName.get(foldCase(wish.name))
        : this.#peopleByUsername.get(wish.username);
    if (found !== undefined) return found;
    const mail = wish.email ?? null;
    const email = mail === null || this.#emails.has(foldCase(mail)) ? null : mail;
    const made: KnownPerson = {
      id: this.#newId() as UserId,
      username: wish.username ?? usernameFor(wish.name, this.#peopleByUsername),
      name: wish.name,
      role: this.actor.role === 'admin' ? (wish.role ?? 'tester') : 'tester',
      blocked: false,
    };
    const { id, username, name, role } = made;
    this.#makes.people.push({ id, username, name, email, role });
    this.#admitPerson(made, email);
    return made;
  }

  tag(name: string, colour?: string): TagId {
    const folded = foldCase(name);
    const found = this.#tags.get(folded);
    if (found !== undefined) return found;
    const id = this.#newId() as TagId;
    this.#makes.tags.push({ id, name, colour: colour ?? tagColourFor(folded) });
    this.#tags.set(folded, id);
    return id;
  }

  /** The severity of this level, ignoring case. */
  severity(level: string): SeverityId | undefined {
    return this.#severities.get(foldCase(level));
  }

  /** The one in the middle of the list, where the wished one has been renamed or deleted. */
  middleSeverity(): SeverityId {
    const ids = [...this.#severities.values()];
    const middle = ids[Math.floor((ids.length - 1) / 2)];
    if (middle === undefined) throw new Error('A workspace has at least one severity.');
    return middle;
  }

  makeSeverity(severity: Omit<Makes['severities'][number], 'id'>): SeverityId {
    const found = this.severity(severity.level);
    if (found !== undefined) return found;
    const id = this.#newId() as SeverityId;
    this.#makes.severities.push({ id, ...severity });
    this.#severities.set(foldCase(severity.level), id);
    return id;
  }

  /** What was noted since the last call; null: nothing. */
  takeMakes(): Makes | null {
    const makes = this.#makes;
    if (Object.values(makes).every((list) => list.length === 0)) return null;
    this.#makes = emptyMakes();
    return makes;
  }

  #admitProject(
    project: Pick<
      Project,
      'id' | 'key' | 'name' | 'visibility' | 'members' | 'workflow' | 'nextNumber'
    >,
  ): Place {
    const workflow = this.#workflows.get(project.workflow ?? this.#known.defaultWorkflow);
    if (workflow === undefined) throw new Error(`The workflow of ${project.key} is not known.`);
    const place = new Place(project, workflow);
    this.#places.set(project.id, place);
    this.#projectsByKey.set(project.key, place);
    const name = foldCase(project.name);
    if (!this.#projectsByName.has(name)) this.#projectsByName.set(name, place);
    this.#takenKeys.add(project.key);
    return place;
  }

  #admitPerson(person: KnownPerson, email: string | null): void {
    const name = foldCase(person.name);
    if (!this.#peopleByName.has(name)) this.#peopleByName.set(name, person);
    this.#peopleByUsername.set(person.username, person);
    if (email !== null) this.#emails.add(foldCase(email));
  }
}

/** A project that rows go into: its states, who may be assigned, and the numbers given out. */
export class Place {
  readonly id: ProjectId;
  readonly #project: Pick<Project, 'visibility' | 'members'>;
  readonly #workflow: Workflow;
  readonly #firstFree: number;
  readonly #given = new Set<number>();
  #next: number;

  constructor(
    project: Pick<Project, 'id' | 'visibility' | 'members' | 'nextNumber'>,
    workflow: Workflow,
  ) {
    this.id = project.id;
    this.#project = project;
    this.#workflow = workflow;
    this.#firstFree = project.nextNumber;
    this.#next = project.nextNumber;
  }

  /** The next number in file order, or the wished one if this project has never given it out. */
  takeNumber(wished?: number): number {
    const free = wished !== undefined && wished >= this.#firstFree && !this.#given.has(wished);
    const number = free ? wished : this.#next;
    if (wished !== undefined) this.#given.add(number);
    if (number >= this.#next) this.#next = number + 1;
    return number;
  }

  /** The state of this name, else the first of its category, else the initial one. */
  state(name: string, category: Category): { readonly name: string; readonly category: Category } {
    const { states, initial } = this.#workflow;
    const state =
      states.find((one) => one.name === name) ??
      states.find((one) => one.category === category) ??
      states.find((one) => one.name === initial);
    if (state === undefined) throw new Error('A workflow has its initial state.');
    return state;
  }

  mayBeAssigned(person: KnownPerson): boolean {
    const { visibility, members } = this.#project;
    return (
      !person.blocked &&
      (visibility === 'public' || person.role === 'admin' || members.includes(person.id))
    );
  }
}

type MutableMakes = { -readonly [K in keyof Makes]: Makes[K][number][] };

function emptyMakes(): MutableMakes {
  return { projects: [], people: [], tags: [], severities: [] };
}
