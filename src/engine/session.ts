import type { UserId } from '#domain/ids.ts';
import { can } from '#domain/permissions.ts';
import { type Rejection, rejection } from '#domain/rejection.ts';
import type { User } from '#domain/user/user.ts';
import { WORKSPACE_ID } from '#domain/workspace.ts';
import type { SessionShape } from '#protocol/api.ts';
import type { PermissionShape } from '#protocol/shapes.ts';
import { lastProfile, saveLastProfile } from '#store/last-profile.ts';
import { loadUsers, loadWorkflows, loadWorkspaces } from '#store/load-tables.ts';
import { settings } from '#store/personal.ts';
import type { Asker } from './asker.ts';
import type { Engine } from './engine.ts';
import { IncomingFiles } from './incoming-files.ts';
import { PasswordTries } from './password-tries.ts';
import { unreadCount } from './queries/inbox.ts';
import { permission, user } from './queries/shape.ts';
import { Tasks } from './tasks.ts';

/** Who works with an open workspace now. One for a desktop host, one for a command-line call. */
export interface Session {
  readonly engine: Engine;
  readonly shell: 'electron' | 'browser';
  /** null: nobody has been chosen yet. */
  profile: UserId | null;
  readonly files: IncomingFiles;
  readonly tries: PasswordTries;
  readonly tasks: Tasks;
}

export const NOBODY: Rejection = rejection(
  'UNAUTHENTICATED',
  'Nobody is signed in. Choose who you are, then try again.',
);

/** A session with the person who was here last, where that needs no password. */
export async function createSession(
  engine: Engine,
  { shell }: Pick<Session, 'shell'>,
): Promise<Session> {
  const { read } = engine.store;
  const last = await lastProfile(read);
  const person = last ? await findUser(engine, last) : undefined;
  const open = person && !person.blocked && person.passwordHash === null;
  return {
    engine,
    shell,
    profile: open ? person.id : null,
    files: new IncomingFiles(engine),
    tries: new PasswordTries(engine.clock),
    tasks: new Tasks(engine),
  };
}

/** The person whom the session acts for, if any and not blocked meanwhile. */
export async function currentUser({ engine, profile }: Session): Promise<User | undefined> {
  if (profile === null) return undefined;
  const person = await findUser(engine, profile);
  return person?.blocked ? undefined : person;
}

export async function findUser({ store }: Engine, id: string): Promise<User | undefined> {
  const [person] = await loadUsers(store.read, store.dialect, [id]);
  return person;
}

/** Makes somebody the one who works here, and remembers it for the next start. */
export async function enter(session: Session, person: UserId | null): Promise<void> {
  session.profile = person;
  await session.engine.store.transaction((tx) => saveLastProfile(tx, person));
}

export function askerOf({ engine }: Session, person: User): Asker {
  return { store: engine.store, lists: engine.lists, user: person, now: engine.clock.now() };
}

const SHUT: PermissionShape = { open: false, reason: NOBODY.message };

/** What the frame of the interface shows: who, where, what is open, what is new. */
export async function sessionShape(session: Session): Promise<SessionShape> {
  const { engine, shell } = session;
  const { read, dialect } = engine.store;
  const [workspace] = await loadWorkspaces(read, dialect, [WORKSPACE_ID]);
  const base = { folder: engine.folder, shell };
  const person = await currentUser(session);
  if (!workspace || !person) {
    return {
      ...base,
      workspace: workspace ? { name: workspace.name } : null,
      profile: null,
      may: {
        createProject: SHUT,
        createSeverity: SHUT,
        createTag: SHUT,
        editTag: SHUT,
        managePeople: SHUT,
        import: SHUT,
      },
      settings: {},
      counts: { unread: 0, issues: 0 },
    };
  }
  const [defaultWorkflow] = await loadWorkflows(read, dialect, [workspace.defaultWorkflow]);
  if (!defaultWorkflow) throw new Error('The default workflow is gone.');
  const asker = askerOf(session, person);
  const chosen = await settings(read, person.id);
  return {
    ...base,
    workspace: { name: workspace.name },
    profile: user(person, person),
    may: {
      createProject: permission(can(person, 'project.create', { defaultWorkflow })),
      createSeverity: permission(can(person, 'severity.create', {})),
      createTag: permission(can(person, 'tag.create', {})),
      editTag: permission(can(person, 'tag.edit', {})),
      managePeople: permission(can(person, 'user.create', {})),
      import: mayImport(person),
    },
    settings: Object.fromEntries(
      Object.entries(chosen).map(([key, value]) => [key, String(value)]),
    ),
    counts: { unread: await unreadCount(asker), issues: await issueCount(asker) },
  };
}

/** Imports belong to a project, which may not exist yet: the role alone decides here. */
function mayImport({ role }: User): PermissionShape {
  if (role === 'admin' || role === 'manager') return { open: true, reason: null };
  return { open: false, reason: 'Only managers and admins can import.' };
}

async function issueCount(asker: Asker): Promise<number> {
  const { total } = await asker.lists.page({
    query: { terms: [], sort: [] },
    viewer: asker.user,
    zone: 'UTC',
    now: asker.now,
    offset: 0,
    count: 1,
  });
  return total;
}
