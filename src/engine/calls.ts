import { badArguments, sentenceOf } from '#domain/parse-args.ts';
import { type Rejection, rejection } from '#domain/rejection.ts';
import type { User } from '#domain/user/user.ts';
import { API, type CallInput, type CallName, type CallOutput } from '#protocol/api.ts';
import { failure, type Result, success } from '#protocol/result.ts';
import { StoreAway, StoreBusy } from '#store/errors.ts';
import { findDraft, saveDraft, saveSetting } from '#store/personal.ts';
import { importInWorker } from './import/import-in-worker.ts';
import { openSample } from './open-sample.ts';
import { executeForPage } from './page-commands.ts';
import { boardPage, boardWindow } from './queries/board.ts';
import { inboxPage } from './queries/inbox.ts';
import { issueMoves, issueView } from './queries/issue-view.ts';
import { issuesPage } from './queries/issues-page.ts';
import { listSeverities, listWorkflows, searchTags } from './queries/managed-lists.ts';
import { searchPeople } from './queries/people.ts';
import { listProfiles } from './queries/profiles.ts';
import { listProjects } from './queries/projects.ts';
import { time } from './queries/shape.ts';
import { suggestQuery } from './queries/suggest-query.ts';
import { timeline } from './queries/timeline.ts';
import { askerOf, currentUser, enter, NOBODY, type Session, sessionShape } from './session.ts';
import { changePassword, enterProfile } from './sign-in.ts';
import { startProject, startWorkspace } from './start-workspace.ts';

type Answer<N extends CallName> = Promise<Result<CallOutput<N>>>;
type Anybody = { readonly [N in CallName]?: (session: Session, input: CallInput<N>) => Answer<N> };
type Somebody = {
  readonly [N in CallName]?: (session: Session, input: CallInput<N>, user: User) => Answer<N>;
};

const ANYBODY = {
  'session.get': async (session) => success(await sessionShape(session)),
  'session.profiles': async ({ engine }, input) => success(await listProfiles(input, engine)),
  'session.enter': enterProfile,
  'session.leave': async (session) => {
    await enter(session, null);
    return success(null);
  },
  'workspace.start': async (session, { name, start }) => {
    const { engine } = session;
    const person = await startWorkspace(engine, { name });
    if (!person.ok) return person;
    await enter(session, person.value);
    if (start === 'sample') {
      const opened = await openSample(engine, person.value);
      if (!opened.ok) return opened;
    } else if (start === 'empty') {
      const made = await startProject(engine, person.value, { key: 'BUG', name: 'Bugs' });
      if (!made.ok) return made;
    }
    return success(await sessionShape(session));
  },
} satisfies Anybody;

const SOMEBODY = {
  execute: ({ engine }, input, user) => executeForPage(engine, input, user),
  'password.set': changePassword,
  'issues.page': (session, input, user) => issuesPage(input, askerOf(session, user)),
  'issues.suggest': async (session, input, user) =>
    success(await suggestQuery(input, askerOf(session, user))),
  'board.page': (session, input, user) => boardPage(input, askerOf(session, user)),
  'board.window': (session, input, user) => boardWindow(input, askerOf(session, user)),
  'issue.get': (session, { issue }, user) => issueView(issue, askerOf(session, user)),
  'issue.moves': (session, { issue }, user) => issueMoves(issue, askerOf(session, user)),
  'issue.timeline': (session, input, user) => timeline(input, askerOf(session, user)),
  'inbox.page': async (session, input, user) =>
    success(await inboxPage(input, askerOf(session, user))),
  'people.search': async (session, input, user) =>
    success(await searchPeople(input, askerOf(session, user))),
  'projects.list': async (session, input, user) =>
    success(await listProjects(input, askerOf(session, user))),
  'severities.list': async (session, _input, user) =>
    success(await listSeverities(askerOf(session, user))),
  'tags.search': async (session, input, user) =>
    success(await searchTags(input, askerOf(session, user))),
  'workflows.list': async (session, _input, user) =>
    success(await listWorkflows(askerOf(session, user))),
  'draft.get': async ({ engine }, { key }, user) => {
    const draft = await findDraft(engine.store.read, user.id, key);
    if (!draft) return success({ value: null, savedAt: null });
    return success({ value: String(draft.body), savedAt: time(draft.at) });
  },
  'draft.set': async ({ engine }, { key, value }, user) => {
    const draft = { key, body: value, at: engine.clock.now() };
    await engine.store.transaction((tx) => saveDraft(tx, user.id, draft));
    return success(null);
  },
  'setting.set': async ({ engine }, { key, value }, user) => {
    await engine.store.transaction((tx) => saveSetting(tx, user.id, key, value));
    return success(null);
  },
  'file.begin': async ({ files }, { name, size }) =>
    success({ file: await files.begin(name, size) }),
  'file.append': async ({ files }, { file, base64 }) => {
    const received = await files.append(file, base64);
    return received.ok ? success({ received: received.value }) : received;
  },
  'import.start': async ({ engine, files, tasks }, input, user) => {
    const file = files.take(input.file);
    if (!file.ok) return file;
    const { dryRun } = input;
    const task = tasks.start(
      user.id,
      { label: file.value.name, dryRun },
      async (signal, onProgress) => {
        const report = await importInWorker(engine, {
          actor: user.id,
          file: file.value.path,
          name: file.value.name,
          dryRun,
          skipBad: input.skipBad,
          signal,
          onProgress,
          ...(input.project ? { project: input.project } : {}),
        });
        if (!dryRun) await files.drop(input.file);
        return report;
      },
    );
    return success({ task });
  },
  'task.list': async ({ tasks }, _input, user) => success({ tasks: tasks.list(user.id) }),
  'task.cancel': async ({ tasks }, { task }, user) => tasks.cancel(task, user.id),
} satisfies Somebody;

/**
 * Answers one call: parses the input with the schema of the table, asks who is signed in, and turns
 * whatever goes wrong into a failure that says what to do. Never throws.
 */
export async function answerCall(
  session: Session,
  name: CallName,
  raw: unknown,
): Promise<Result<unknown>> {
  const parsed = API[name].input.safeParse(raw, { error: sentenceOf });
  if (!parsed.success) return failure(badArguments(parsed.error.issues));
  try {
    if (isAnybody(name)) {
      const answer = ANYBODY[name] as (
        session: Session,
        input: unknown,
      ) => Promise<Result<unknown>>;
      return await answer(session, parsed.data);
    }
    const user = await currentUser(session);
    if (!user) return failure(NOBODY);
    const answer = SOMEBODY[name] as (
      session: Session,
      input: unknown,
      user: User,
    ) => Promise<Result<unknown>>;
    return await answer(session, parsed.data, user);
  } catch (error) {
    return failure(unexpected(error, name, session.engine.clock.newId().slice(-12)));
  }
}

function isAnybody(name: CallName): name is keyof typeof ANYBODY {
  return Object.hasOwn(ANYBODY, name);
}

/** The person gets a number to tell us; what happened is printed under it, since it may hold secrets. */
function unexpected(error: unknown, name: CallName, incident: string): Rejection {
  if (error instanceof StoreBusy || error instanceof StoreAway)
    return rejection('UNAVAILABLE', error.message);
  const story = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`Incident ${incident} in ${name}: ${story}\n`);
  const message = `Something went wrong here. Try again; if it stays so, report incident ${incident} with what Katydid printed.`;
  return rejection('INTERNAL', message);
}
